#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Two programs of the same pid, one after the other, are told apart.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

cat >"$tmp/work" <<END
for program; do
	echo \$((pid - 1)) >/proc/sys/kernel/ns_last_pid
	\$program &
	pid=\$!
	wait
done
END
cp "$(command -v checks)" "$tmp/one"
cp "$(command -v checks)" "$tmp/two"

same_pid()
{
	captrace -f --columns pid,exe -c sys_admin -o "$tmp/out" \
		env pid=30000 sh "$tmp/work" "$tmp/one" "$tmp/two" "$tmp/one" &&
		[ "$(cut -f 1 "$tmp/out" | uniq | wc -l)" -eq 1 ]
}
wait_for 20 same_pid || fail "the number did not come again"
cut -f 2 "$tmp/out" >"$tmp/paths"
expect_lines "$tmp/paths" <<END
$tmp/one
$tmp/two
$tmp/one
END
