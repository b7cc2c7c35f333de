#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Bad input gets one line that says what is wrong, exit status 2, and nothing
# is overwritten.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/refuse.sh"

refuse Z -o "$tmp/file" -Z
refuse pid -o "$tmp/file" --pid
refuse 0 -o "$tmp/file" -p 0
refuse -1 -o "$tmp/file" -p -1
refuse 12x -o "$tmp/file" -p 12x
refuse 99999999999 -o "$tmp/file" -p 99999999999
refuse 'process id' -o "$tmp/file" -p 1, checks
refuse -p -o "$tmp/file" -p 1 checks
refuse tracefs -o "$tmp/file" -t /sys/kernel/tracing
refuse -A -o "$tmp/file" -A "$tmp/file"
refuse buffer -o "$tmp/file" --buffer 3 checks
refuse nonsense -o "$tmp/file" --nonsense
refuse 'process id' -o "$tmp/file" --tree 1,x
refuse --tree -o "$tmp/file" --tree 1 checks
refuse path -o "$tmp/file" --cgroup ''
refuse unit -o "$tmp/file" --unit a,,b
refuse container -o "$tmp/file" --container ''
refuse 'process id' -o "$tmp/file" --pidns init
refuse 'process id' -o "$tmp/file" --userns 0
refuse nobody-at-all -o "$tmp/file" --uid 0,nobody-at-all
refuse 'wait needs' -o "$tmp/file" --wait -p 1
refuse sysadmin -o "$tmp/file" -c net_raw,sysadmin
refuse 'no capability is left' -o "$tmp/file" -c none
refuse --denied -o "$tmp/file" --denied --granted
refuse nobody-at-all -o "$tmp/file" -u nobody-at-all checks
refuse 'needs a command' -o "$tmp/file" -u daemon
refuse 'needs a command' -o "$tmp/file" --caps none
refuse 'needs a command' -o "$tmp/file" --no-new-privs
refuse sysadmin -o "$tmp/file" --caps sysadmin checks
refuse --columns -o "$tmp/file" -s --columns pid
refuse --outcome -o "$tmp/file" -s --outcome
refuse --granted -o "$tmp/file" --outcome --granted
refuse return -o "$tmp/file" --columns +return
refuse there -o "$tmp/file" --columns pid,pid
for kind in --uid --cgroup --unit --container --pidns --userns; do
	refuse '-f follows' -o "$tmp/file" -f $kind 1
done
refuse 'empty name' -o ''
refuse 'empty name' -A '' checks
echo "this is no recording, but long enough to be one record of a recording, and to be read as one by who does not look at its magic" >"$tmp/junk"
: >"$tmp/empty"
refuse 'no recording' -r "$tmp/junk" -o "$tmp/file"
refuse 'no recording' -r "$tmp/empty" -o "$tmp/file"
refuse missing -r "$tmp/missing" -o "$tmp/file"
refuse 'does not go with -r' -r "$tmp/junk" -w "$tmp/file"
refuse 'may write there' -w - checks
refuse 'choose with -r' -w "$tmp/file" --wait --unit x
