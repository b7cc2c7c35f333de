#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# captrace loads its module when it is needed, and an idle module has no probe.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

rmmod captrace 2>/dev/null
expect_no_line /proc/modules '^captrace '
captrace -o "$tmp/out" checks
expect_status $? 0
expect_line /proc/modules '^captrace .* 0 '
expect_count "$tmp/out" . 1
expect_no_line $kprobes/list cap_capable
