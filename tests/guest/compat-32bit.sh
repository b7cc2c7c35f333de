#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The system calls of a 32-bit program are named as its own, and one that
# installs a seccomp filter is known as such.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

compat 2>/dev/null || skip "this kernel runs no 32-bit programs"

for user in root daemon; do
	captrace -u $user --columns cap,verdict,syscall,abi,class \
		-o "$tmp/$user" compat
done
expect_lines "$tmp/root" <<END
CAP_SYS_ADMIN granted sethostname x86 audited
CAP_SYS_ADMIN granted seccomp x86 decisive
END
expect_lines "$tmp/daemon" <<END
CAP_SYS_ADMIN denied sethostname x86 audited
CAP_SYS_ADMIN denied seccomp x86 decisive
END
captrace --columns syscall,abi -o "$tmp/out" checks
expect_lines "$tmp/out" <<END
sethostname x86_64
END
