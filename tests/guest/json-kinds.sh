#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# --json has every kind of record, as the schema says, and tells the same as text.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"
. "${0%/*}/lib/json.sh"

# expect_same FILE: its checks and outcomes are those that text has.
expect_same()
{
	captrace -r "$1" --outcome --json >"$1.json" || fail "no JSON of $1"
	expect_valid "$1.json"
	captrace -r "$1" --outcome --columns pid,tid,comm,exe,cap,verdict,syscall \
		>"$1.text" 2>"$1.err" || fail "no text of $1"
	members "$1.json" check,outcome process.pid process.tid process.comm \
		process.exe cap_name verdict syscall_name >"$1.members"
	cmp "$1.text" "$1.members" || fail "not the same in text and JSON"
}

# Two of its forks end in a check that is denied, in a signal and in a status.
captrace -f -w "$tmp/calm" sh -c '
	checks -n 3
	setpriv --reuid=1 checks -n 2
	sh -c "kill -KILL \$\$"
	sh -c "exit 7"
	:' 2>"$tmp/err"
expect_status $? 0
expect_same "$tmp/calm"
members "$tmp/calm.json" check,exec,fork,exit,outcome,end,lost,blind kind |
	grep -v -e check -e outcome | sort | uniq -c | sed 's/^ *//' >"$tmp/kinds"
expect_lines "$tmp/kinds" <<END
1 end
7 exec
5 exit
4 fork
END
members "$tmp/calm.json" check cap_name verdict | grep -c 'SYS_ADMIN.granted' \
	>"$tmp/granted"
expect_lines "$tmp/granted" <<END
3
END
members "$tmp/calm.json" outcome process.comm cap_name verdict return_name |
	grep checks >"$tmp/outcomes"
expect_lines "$tmp/outcomes" <<END
checks CAP_SYS_ADMIN failed EPERM
checks CAP_SYS_ADMIN failed EPERM
END
members "$tmp/calm.json" exit exit_code signal >"$tmp/exits"
expect_lines "$tmp/exits" <<END
0 -
0 -
- 9
7 -
0 -
END
[ "$(members "$tmp/calm.json" end delivered)" -eq \
	"$(members "$tmp/calm.json" check kind | wc -l)" ] || fail "not all that the end has"

# What is lost adds up, and is the same to both.
mkfifo "$tmp/go"
checks -n 5000 -w "$tmp/go" &
target=$!
await_held $target
start_captrace --buffer 16 -p $target -w "$tmp/storm" 2>"$tmp/err"
kill -STOP "$captrace_pid"
release "$tmp/go"
wait $target
kill -CONT "$captrace_pid"
wait "$captrace_pid"
expect_status $? 0
expect_same "$tmp/storm"
checks=$(members "$tmp/storm.json" check kind | wc -l)
lost=$(members "$tmp/storm.json" lost full missed | awk '{ n += $1 + $2 } END { print n + 0 }')
end=$(members "$tmp/storm.json" end lost_full lost_missed | awk '{ print $1 + $2 }')
[ "$lost" -gt 0 ] && [ "$lost" -eq "$end" ] && [ $((checks + lost)) -eq 5000 ] ||
	fail "$checks checks, $lost lost, $end at the end"
expect_line "$tmp/storm.err" "^captrace: $lost checks lost"
