#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What is printed at the end takes the place of an old file as a whole, or not at
# all: when the disk is full, and when captrace is killed, the old one is there.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

mkdir "$tmp/dir"
table=$tmp/dir/table

# of_file FORMAT: what stat has of the table.
of_file()
{
	stat -c "$1" "$table"
}

# Neither another file nor another content, and nothing beside it.
expect_old()
{
	cmp "$tmp/old" "$table" || fail "the old table has changed"
	[ "$(of_file '%i %a')" = "$old" ] || fail "it is not the old file"
	[ "$(ls -A "${table%/*}")" = "$beside" ] ||
		fail "something is left:" "$(ls -lA "${table%/*}")"
}

keep_old()
{
	cp "$table" "$tmp/old"
	old=$(of_file '%i %a')
	beside=$(ls -A "${table%/*}")
}

captrace -s -o "$table" checks -n 3 || fail "no table"
[ "$(of_file %a)" = 600 ] || fail "others may read a new one"
expect_line "$table" '^CAP_SYS_ADMIN +3 +0 '
chmod 640 "$table"
inode=$(of_file %i)

# Replaced, with its mode.
exec 3<"$table"
captrace -s -o "$table" checks -n 4 || fail "no second table"
cat <&3 >"$tmp/old"
exec 3<&-
expect_line "$tmp/old" '^CAP_SYS_ADMIN +3 +0 '
expect_line "$table" '^CAP_SYS_ADMIN +4 +0 '
[ "$(of_file %a)" = 640 ] || fail "the mode is $(of_file %a)"
[ "$(of_file %i)" != "$inode" ] || fail "it is still the old file"
[ "$(ls -A "$tmp/dir")" = table ] || fail "left behind:" "$(ls -A "$tmp/dir")"

# Killed while it traces.
keep_old
start_captrace -s -o "$table"
checks
expect_old
kill -KILL "$captrace_pid"
wait "$captrace_pid"
expect_old

# A symbolic link leads to it as before.
ln -s dir/table "$tmp/link"
captrace -s -o "$tmp/link" checks -n 5 || fail "no third table"
[ "$(readlink "$tmp/link")" = dir/table ] || fail "the link is gone"
expect_line "$table" '^CAP_SYS_ADMIN +5 +0 '

# -A keeps what is there.
keep_old
captrace -s -A "$table" checks -n 6 || fail "no fourth table"
head -c "$(stat -c %s "$tmp/old")" "$table" | cmp - "$tmp/old" ||
	fail "-A does not keep the old one"
tail -c +"$(($(stat -c %s "$tmp/old") + 1))" "$table" >"$tmp/new"
expect_line "$tmp/new" '^CAP_SYS_ADMIN +6 +0 '
expect_count "$table" '^CAP_SYS_ADMIN' 2

# Where nothing can be written.
captrace -v -s -o /dev/full checks 2>"$tmp/err"
expect_status $? 125
expect_count "$tmp/err" . 1
expect_line "$tmp/err" '^captrace: cannot write to /dev/full: No space left'

# The disk is full.
captrace -v -w "$tmp/recording" checks -n 7
mkdir "$tmp/small"
mount -t tmpfs -o size=64k none "$tmp/small" || fail "no tmpfs"
table=$tmp/small/table
captrace -s -o "$table" checks -n 3
chmod 640 "$table"
dd if=/dev/zero of="$tmp/small/filler" bs=1k 2>"$tmp/err"
expect_line "$tmp/err" 'No space left'
keep_old
captrace -v -s -o "$table" checks -n 8 2>"$tmp/err.live"
live=$?
captrace -v -s -o "$table" -r "$tmp/recording" 2>"$tmp/err.summary"
summary=$?
captrace -v --folded -o "$table" -r "$tmp/recording" 2>"$tmp/err.folded"
folded=$?
captrace -v --folded -o "$tmp/dir/folded" -r "$tmp/recording" || fail "no stacks"
(expect_old)
same=$?
umount "$tmp/small"
expect_status $same 0
expect_status $live 125
expect_status $summary 1
expect_status $folded 1
for err in live summary folded; do
	expect_count "$tmp/err.$err" . 1
	expect_line "$tmp/err.$err" "^captrace: cannot write to $table: No space left"
done
