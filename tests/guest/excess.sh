#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# --excess tells what a command holds and has not used, as /proc has it.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

needs setpriv

# The sets of the process, beside what captrace makes of them.
cat >"$tmp/run" <<'END'
checks -n 3
grep ^Cap /proc/self/status >"$1"
END
captrace --excess --caps sys_admin,chown,setuid -o "$tmp/out" \
	sh "$tmp/run" "$tmp/status"
expect_status $? 0

# expect_set NAME FIELD DROP
expect_set()
{
	mask=$(sed -n "s/^$2:	//p" "$tmp/status")
	held=$(($(printf '%d' "0x$mask")))
	nr=0
	while [ "$held" -ne 0 ]; do
		nr=$((nr + (held & 1)))
		held=$((held >> 1))
	done
	expect_line "$tmp/out" "^$1 +$nr +1  $3\$"
}

expect_line "$tmp/out" '^set +holds +used +drop$'
for set in effective:CapEff permitted:CapPrm inheritable:CapInh ambient:CapAmb \
	bounding:CapBnd; do
	expect_set "${set%:*}" "${set#*:}" 'all but CAP_SYS_ADMIN'
done
