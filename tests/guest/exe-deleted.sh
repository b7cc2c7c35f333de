#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A process whose executable was deleted before captrace came is shown so.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

mkfifo "$tmp/go"
cp "$(command -v checks)" "$tmp/gone"
"$tmp/gone" -w "$tmp/go" &
await_held $!
rm "$tmp/gone"
start_captrace --columns exe,cap -p $! -o "$tmp/out"
release "$tmp/go"
wait "$captrace_pid"
expect_lines "$tmp/out" <<END
$tmp/gone (deleted) CAP_SYS_ADMIN
END
