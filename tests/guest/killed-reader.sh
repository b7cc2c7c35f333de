#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# kill -9 of captrace leaves no probe armed, and the module can be removed.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

start_captrace -o "$tmp/out"
probe_armed || fail "no probe is armed while captrace runs"
kill -9 "$captrace_pid"
wait "$captrace_pid"
expect_status $? 137
expect_no_line $kprobes/list 'cap_capable|wake_up_new_task|setup_new_exec|do_notify_parent'
rmmod captrace || fail "the module is still in use"
