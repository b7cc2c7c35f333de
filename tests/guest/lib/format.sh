# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154
#
# Profiles of a program that needs two capabilities, and whether what starts a
# program with them gives it just these.  Needs lib.sh.

all=$(printf %x $(((2 << $(cat /proc/sys/kernel/cap_last_cap)) - 1)))
# CAP_CHOWN and CAP_SYS_ADMIN
two=200001

chmod 755 "$tmp"

# format_profile FORMAT FILE [OPTION]...: of captrace.
format_profile()
{
	format=$1
	file=$2
	shift 2
	: >"$tmp/owned"
	# shellcheck disable=SC2016 # the variable is the command's
	captrace --profile="$format" -o "$file" "$@" \
		sh -c 'checks && chown 1 "$0"' "$tmp/owned" 2>"$tmp/notes" ||
		fail "no profile:" "$(cat "$tmp/notes")"
	rm "$tmp/owned"
}

# format_profiles FORMAT: the files root, user and empty, and notes for the user.
format_profiles()
{
	format_profile "$1" "$tmp/root"
	captrace --profile="$1" -o "$tmp/empty" true || fail "no empty profile"
	format_profile "$1" "$tmp/user" -u daemon --caps chown,sys_admin
}

# expect_sets FILE INH PRM EFF BND AMB: of a process whose /proc/PID/status is
# in the file.
expect_sets()
{
	status=$1
	shift
	got=$(sed -n 's/^Cap\(...\):[[:blank:]0]*\(.*\)$/\1=\2/p' "$status" | xargs)
	wanted=$(printf 'Inh=%s Prm=%s Eff=%s Bnd=%s Amb=%s' "$@" |
		sed 's/=0/=/g')
	[ "$got" = "$wanted" ] || fail "$got, and not $wanted" "$(cat "$status")"
}

# format_setcap FILE PROGRAM: does what a profile, or the notes, says is to be
# done beside it, for another program than that which was traced.
format_setcap()
{
	command=$(sed -n 's/^\(#\|captrace:\) \(setcap .*\) .*$/\2/p' "$1")
	[ "$command" ] || fail "no setcap in $1:" "$(cat "$1")"
	$command "$2" || fail "setcap does not take this: $command"
}
