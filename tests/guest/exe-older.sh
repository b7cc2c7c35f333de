#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A process that is older than the trace is named by its path, also when it ends
# right after its only check.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

mkfifo "$tmp/go"
for option in --pid --tree --userns --uid; do
	checks -w "$tmp/go" &
	target=$!
	await_held $target
	case $option in
	--uid) start_captrace --uid 0 --columns exe -c sys_admin -o "$tmp/out" ;;
	*) start_captrace $option $target --columns exe -c sys_admin -o "$tmp/out" ;;
	esac
	release "$tmp/go"
	wait $target
	stop_captrace
	expect_lines "$tmp/out" <<-END
		$(command -v checks)
	END
done
