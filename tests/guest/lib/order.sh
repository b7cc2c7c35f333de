# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154
#
# A million checks by four busy CPUs.  Needs lib.sh and lib/trace.sh.

# trace_million FILE: lines of time, cpu and seq.
trace_million()
{
	mkfifo "$tmp/go"
	pids=
	for cpu in 0 1 2 3; do
		taskset -c $cpu checks -n 250000 -w "$tmp/go" &
		pids="$pids,$!"
	done
	# shellcheck disable=SC2046 # one word for each
	await_held $(echo "$pids" | tr , ' ')
	start_captrace --strict -p "${pids#,}" \
		--columns time,cpu,seq --buffer 262144 -o "$1" 2>"$tmp/err"
	release "$tmp/go"
	wait "$captrace_pid"
	status=$?

	lost=$(sed -En 's/^captrace: ([0-9]+) checks? lost: .*/\1/p' "$tmp/err" |
		awk '{ n += $1 } END { print n + 0 }')
	expect_status $status $((lost ? 3 : 0))
	lines=$(wc -l <"$1")
	[ $((lines + lost)) -eq 1000000 ] ||
		fail "$lines lines and $lost lost are no million:" "$(cat "$tmp/err")"
}

# expect_order FILE: its lines are in the order of time, those of one CPU also
# in that of seq, and each CPU has many.
expect_order()
{
	awk '
		$1 < time { print bad = "time " time " before: " $0; exit }
		$3 <= seq[$2] { print bad = "seq " seq[$2] " before: " $0; exit }
		{ time = $1; seq[$2] = $3; count[$2]++ }
		END {
			for (cpu = 0; cpu < 4 && !bad; cpu++)
				if (count[cpu] < 100000)
					print "CPU " cpu ": " count[cpu] " lines"
		}' "$1" >"$tmp/disorder"
	[ ! -s "$tmp/disorder" ] || fail "$(cat "$tmp/disorder")"
}
