#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What makes no profile, table or comparison is refused in one line, with exit
# status 2, and nothing is overwritten.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/refuse.sh"

refuse nope -o "$tmp/file" --profile nope checks
refuse 'with comments' -o "$tmp/file" --profile oci --explain checks
refuse --by -o "$tmp/file" --profile docker --by stack checks
refuse thread -o "$tmp/file" -s --by thread checks
refuse 'goes with' -o "$tmp/file" --by exe checks
refuse setup -o "$tmp/file" -s --phase setup checks
refuse 'goes with' -o "$tmp/file" --explain checks
refuse --denied -o "$tmp/file" --profile docker --denied checks
refuse 'does not go' -o "$tmp/file" --profile docker -s checks
refuse 'look at' -o "$tmp/file" --excess
refuse neither -o "$tmp/file" --verify sysadmin checks
refuse 'needs a command' -o "$tmp/file" --verify none
refuse --caps -o "$tmp/file" --verify none --caps all checks
refuse 'two recordings' -o "$tmp/file" --diff "$tmp/file"
refuse sysadmin -o "$tmp/file" --about sysadmin

echo "this is no recording, but long enough to be one record of a recording, and to be read as one by who does not look at its magic" >"$tmp/junk"
refuse missing --diff -o "$tmp/file" "$tmp/missing" "$tmp/missing"
refuse 'no recording' --verify "$tmp/junk" -o "$tmp/file" checks

# What is damaged makes no profile.
captrace -w "$tmp/trace" checks
size=$(wc -c <"$tmp/trace")
head -c $((size - 100)) "$tmp/trace" >"$tmp/cut"
refuse 'cut off' -r "$tmp/cut" --profile docker -o "$tmp/file"
refuse 'cut off' -o "$tmp/file" --diff "$tmp/trace" "$tmp/cut"
refuse 'cut off' --verify "$tmp/cut" -o "$tmp/file" checks
