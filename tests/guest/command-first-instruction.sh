#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A command is traced from its first instruction, and what captrace itself does
# before that does not show.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

# To execute it, captrace has to override who may look into its directory.
mkdir -m 700 "$tmp/private"
cp "$(command -v checks)" "$tmp/private"
chown daemon "$tmp/private"

captrace -o "$tmp/out" "$tmp/private/checks" -n 3
expect_status $? 0
expect_count "$tmp/out" . 3
expect_count "$tmp/out" '^[0-9]+\.[0-9]{6}	[0-9]+	/.*/checks	CAP_SYS_ADMIN	granted	sethostname$' 3

captrace -f -o "$tmp/out" sh -c "$tmp/private/checks; :"
expect_line "$tmp/out" '/dash	CAP_DAC_READ_SEARCH	granted	execve$'
