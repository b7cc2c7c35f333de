#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Without a module for this kernel, captrace says so in one line, and what to
# do, or that this kernel cannot have it.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

rmmod captrace 2>/dev/null
mount -t tmpfs none "/lib/modules/$(uname -r)"
captrace touch "$tmp/ran" 2>"$tmp/err"
status=$?
mkdir -p /boot
echo '# CONFIG_KPROBES is not set' >"/boot/config-$(uname -r)"
captrace true 2>"$tmp/no-kprobes"
rm "/boot/config-$(uname -r)"
umount "/lib/modules/$(uname -r)"
expect_status $status 125
expect_count "$tmp/err" . 1
expect_line "$tmp/err" '^captrace: .*not installed for kernel .*make install'
grep -qF "kernel $(uname -r):" "$tmp/err" || fail "which kernel?"
[ ! -e "$tmp/ran" ] || fail "the command ran untraced"
expect_count "$tmp/no-kprobes" . 1
expect_line "$tmp/no-kprobes" '^captrace: kernel .* has no kprobes: .*CONFIG_KPROBES'
