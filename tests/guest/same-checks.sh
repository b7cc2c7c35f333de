#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# For real programs, captrace -v shows the checks that the kernel's own tracer
# counts at the same function: none more, none less.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"
. "${0%/*}/lib/oracle.sh"

needs ping su chown mount umount setpriv capsh awk

work()
{
	ping -c1 127.0.0.1
	su daemon -s /bin/sh -c 'id; cat /etc/shadow'
	touch "$tmp/file"
	chown daemon:daemon "$tmp/file"
	setpriv --reuid=1 --regid=1 --clear-groups ping -c1 127.0.0.1
	mount -t tmpfs none "$tmp/mnt"
	umount "$tmp/mnt"
	setpriv --reuid=1 --clear-groups mount -t tmpfs none "$tmp/mnt"
	checks -d
	sh -c 'ulimit -H -c 5; nice -n -5 true'
}

mkdir "$tmp/mnt"
start_captrace -v -o "$tmp/out"
oracle_start
first=$(cat /proc/sys/kernel/ns_last_pid)
(work) >"$tmp/work" 2>&1
last=$(cat /proc/sys/kernel/ns_last_pid)
oracle_stop "$first" | awk -v last="$last" '$1 <= last' | sort >"$tmp/oracle"
stop_captrace
expect_status $? 0

awk -F '\t' -v first="$first" -v last="$last" '
	$2 > first && $2 <= last { print $2, $4, $5 }' "$tmp/out" |
	sort >"$tmp/captrace"
oracle_names >"$tmp/names"
awk 'NR == FNR { name[$1] = $2; next }
	{ print $1, name[$2], $3 ? "denied" : "granted" }' \
	"$tmp/names" "$tmp/oracle" | sort >"$tmp/expected"
[ "$(wc -l <"$tmp/expected")" -gt 20 ] ||
	fail "too few checks to compare:" "$(cat "$tmp/work")"
diff "$tmp/expected" "$tmp/captrace" || fail "captrace (>) and the kernel (<) differ"
