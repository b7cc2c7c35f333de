#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Checks that compilers inline show once each, with the right verdict, again and
# again, and on every kernel.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

min=$(cat /proc/sys/vm/mmap_min_addr)
[ "$min" -gt 4096 ] || skip "vm.mmap_min_addr is $min"

for _ in 1 2; do
	for user in root daemon; do
		captrace -v -u $user --columns cap,verdict,syscall,class \
			-o "$tmp/$user" sites 20
	done
	tr '\t' ' ' <"$tmp/root" | grep -v advisory >"$tmp/out"
	expect_lines "$tmp/out" <<-END
		CAP_SETPCAP granted capset audited
		CAP_SETPCAP granted prctl audited
		CAP_SYS_RAWIO granted mmap audited
	END
	expect_count "$tmp/root" '^CAP_SYS_ADMIN	granted	mmap	advisory$' 20
	tr '\t' ' ' <"$tmp/daemon" | grep -v advisory >"$tmp/out"
	expect_lines "$tmp/out" <<-END
		CAP_SETPCAP denied capset audited
		CAP_SETPCAP denied prctl audited
		CAP_SYS_RAWIO denied mmap audited
	END
	expect_count "$tmp/daemon" '^CAP_SYS_ADMIN	denied	mmap	advisory$' 20
done
