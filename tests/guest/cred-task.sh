#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A check of the parent, in ptrace(PTRACE_TRACEME), or of the tracer, in
# execve(2), is no check of who makes it.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

needs strace

chmod 755 "$tmp"
install -m 4755 "$(command -v calls)" "$tmp"
captrace -f -u daemon --columns exe,cap,verdict,syscall,cred,class,cap-add \
	-o "$tmp/out" sh -c "$tmp/calls traceme; :" 2>"$tmp/err"
expect_line "$tmp/err" 'traceme: Operation not permitted'
expect_lines "$tmp/out" <<END
$tmp/calls CAP_SYS_PTRACE denied ptrace task audited no
END

captrace -f -v -u daemon --columns cap,verdict,syscall,cred,class,cap-add \
	-o "$tmp/out" strace -o /dev/null "$tmp/calls" setuid 1
expect_line "$tmp/out" '^CAP_SYS_PTRACE	denied	execve	task	advisory	no$'
expect_count "$tmp/out" CAP_SYS_PTRACE 1
