#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A check that is not audited shows by default only if its denial fails the
# call; -v shows the others too.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

needs setpriv

captrace -o "$tmp/out" setpriv --reuid=1 checks -d -n 2
expect_count "$tmp/out" '/checks	CAP_SYS_ADMIN	denied	seccomp' 2

captrace -f -o "$tmp/default" sh -c 'cat /proc/1/stat /proc/kallsyms'  >"$tmp/cat"
captrace -f -v -o "$tmp/all" sh -c 'cat /proc/1/stat /proc/kallsyms' >"$tmp/cat"
expect_no_line "$tmp/default" 'cat	CAP_SYSLOG'
expect_line "$tmp/all" 'cat	CAP_SYSLOG	granted'
