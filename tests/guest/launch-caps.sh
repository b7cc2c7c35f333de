#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# --caps starts a command with exactly these capabilities, as root and as
# another user; what captrace does for that does not show.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

# all_sets LIST MASK: all five sets of a command that starts with LIST.
all_sets()
{
	for user in root daemon; do
		captrace -v -u $user --caps "$1" -o "$tmp/out" \
			cat /proc/self/status >"$tmp/status"
		expect_status $? 0
		expect_count "$tmp/status" "^Cap(Inh|Prm|Eff|Bnd|Amb):	$2\$" 5
		expect_no_line "$tmp/out" '/captrace	'
		expect_no_line "$tmp/out" '	(set[a-z]*[ug]id|setgroups|capset|prctl)$'
	done
}

last=$(cat /proc/sys/kernel/cap_last_cap)
all_sets net_raw,12 0000000000003000
all_sets none 0000000000000000
all_sets all "$(printf %016x $(((1 << (last + 1)) - 1)))"
all_sets -sys_admin "$(printf %016x $(((1 << (last + 1)) - 1 - (1 << 21))))"

captrace --caps net_raw -o "$tmp/out" checks -n 2
expect_count "$tmp/out" '/checks	CAP_SYS_ADMIN	denied	sethostname$' 2
captrace -u daemon --caps sys_admin -o "$tmp/out" checks -n 2
expect_count "$tmp/out" '/checks	CAP_SYS_ADMIN	granted	sethostname$' 2

captrace --caps net_raw,63 touch "$tmp/ran" 2>"$tmp/err"
expect_status $? 125
expect_count "$tmp/err" '^captrace: cannot' 1
expect_line "$tmp/err" "^captrace: cannot give CAP_63 to 'touch': "
[ ! -e "$tmp/ran" ] || fail "the command ran with less than it should have"
