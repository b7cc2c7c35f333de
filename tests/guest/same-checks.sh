#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# For real programs, captrace -v shows the checks that the kernel's own tracer
# counts: at cap_capable(), and where the compiler has inlined that.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"
. "${0%/*}/lib/oracle.sh"

needs ping su chown mount umount setpriv capsh awk

work()
{
	oracle_programs "$tmp"
	setpriv --reuid=1 --clear-groups mount -t tmpfs none "$tmp/mnt"
	sh -c 'ulimit -H -c 5; nice -n -5 true'
}

# From a module that has yet to learn what this kernel inlines.
rmmod captrace 2>/dev/null

start_captrace -v --columns tid,cap,verdict,hook -o "$tmp/out" 2>"$tmp/err"
oracle_start
first=$(cat /proc/sys/kernel/ns_last_pid)
(work) >"$tmp/work" 2>&1
last=$(cat /proc/sys/kernel/ns_last_pid)
oracle_stop "$first" "$last" "$tmp/oracle" "$tmp/oracle-sites"
stop_captrace
expect_status $? 0

# shown HOOK FIELDS
shown()
{
	awk -v first="$first" -v last="$last" -v hook="$1" \
		'$1 > first && $1 <= last && $4 == hook' "$tmp/out" |
		cut -f "1-$2" | tr '\t' ' ' | sort
}

oracle_names >"$tmp/names"
awk 'NR == FNR { name[$1] = $2; next }
	{ print $1, name[$2], $3 ? "denied" : "granted" }' \
	"$tmp/names" "$tmp/oracle" | sort >"$tmp/expected"
[ "$(wc -l <"$tmp/expected")" -gt 20 ] ||
	fail "too few checks to compare:" "$(cat "$tmp/work")"
shown return 3 | diff "$tmp/expected" - ||
	fail "captrace (>) and the kernel (<) differ"

awk 'NR == FNR { name[$1] = $2; next } { print $1, name[$2] }' \
	"$tmp/names" "$tmp/oracle-sites" | sort >"$tmp/expected-sites"
for cap in CAP_SYS_ADMIN CAP_SETPCAP; do
	grep " $cap\$" "$tmp/expected-sites" >"$tmp/expected"
	[ -s "$tmp/expected" ] || fail "nothing has asked for $cap"
	if shown site 2 | grep " $cap\$" >"$tmp/sites"; then
		diff "$tmp/expected" "$tmp/sites" ||
			fail "captrace (>) and the kernel (<) differ where it is inlined"
	else
		shown return 2 | comm -23 "$tmp/expected" - >"$tmp/missing"
		[ ! -s "$tmp/missing" ] ||
			fail "these are not seen at all:" "$(cat "$tmp/missing")"
	fi
done
