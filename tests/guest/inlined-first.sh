#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Checks that compilers inline show once each in every process, also where many
# make them at the very first moment of a module.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

rmmod captrace 2>/dev/null
captrace -f --columns pid,cap,verdict,syscall -o "$tmp/out" sh -c '
	for i in 1 2 3 4 5 6 7 8; do sites & done; wait'
cut -f 2- "$tmp/out" | sort | uniq -c | awk '{ print $1, $2, $3, $4 }' \
	>"$tmp/counts"
expect_lines "$tmp/counts" <<END
8 CAP_SETPCAP granted capset
8 CAP_SETPCAP granted prctl
8 CAP_SYS_RAWIO granted mmap
END
[ "$(sort -u "$tmp/out" | wc -l)" -eq 24 ] || fail "not once in each process"
