#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The path of an executable is the one that /proc has: in full, of what a link
# leads to, of a program without a name, and of one that was deleted.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

mkfifo "$tmp/go"
directory=$tmp/$(printf '%0200d' 0)/$(printf '%0200d' 1)
mkdir -p "$directory"
cp "$(command -v checks)" "$directory"
ln -s "$directory/checks" "$tmp/link"
cp "$(command -v checks)" "$tmp/gone"
exec 3<"$tmp/gone"
rm "$tmp/gone"
cd "$directory" || fail "no directory"

# named PATH COMMAND...
named()
{
	path=$1
	shift
	captrace --columns exe,cap -o "$tmp/out" "$@" -w "$tmp/go" &
	proc=$(proc_exe $!)
	release "$tmp/go"
	wait $!
	[ "$proc" = "$path" ] || fail "/proc says '$proc', not '$path'"
	expect_lines "$tmp/out" <<-END
		$path CAP_SYS_ADMIN
	END
}

named "$directory/checks" "$directory/checks"
named "$directory/checks" ./checks
named "$directory/checks" ../../link
named "$directory/checks" calls fexecve checks
named "/memfd:calls (deleted)" calls memfd checks
named "$tmp/gone (deleted)" calls fexecve /proc/self/fd/3
