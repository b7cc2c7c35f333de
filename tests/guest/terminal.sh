#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# On a terminal, lines end where it ends and denials are red, if that is wanted;
# anything else gets all of each line, with tabs.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

needs python3
escape=$(printf '\033')
export TERM=xterm
unset NO_COLOR

# on_terminal COLUMNS WORDS...: of env(1), which runs it there.
on_terminal()
{
	columns=$1
	shift
	env "$@" python3 -B "${0%/*}/lib/terminal.py" "$columns" \
		captrace -r "$tmp/recording" >"$tmp/raw"
	expect_status $? 0
	tr -d '\r' <"$tmp/raw" >"$tmp/shown"
	sed "s/$escape\[[0-9;]*m//g" "$tmp/shown" >"$tmp/bare"
	expect_no_line "$tmp/bare" "$escape"
}

captrace -f -w "$tmp/recording" sh -c '
	checks -n 3; hostname captrace; setpriv --reuid=1 checks -n 2; :' 2>"$tmp/err"
expect_status $? 0
captrace -r "$tmp/recording" -o "$tmp/plain"
denials=$(count "$tmp/plain" '	denied	')
[ "$denials" -ge 2 ] || fail "no denials:" "$(cat "$tmp/plain")"

# The same to a pipe, whatever the terminal beside it; and with tabs only.
captrace -r "$tmp/recording" | cmp - "$tmp/plain" || fail "not the same in a pipe"
python3 -B "${0%/*}/lib/terminal.py" 40 sh -c \
	"captrace -r '$tmp/recording' | cat >'$tmp/piped'"
cmp "$tmp/piped" "$tmp/plain" || fail "not the same in a pipe on a terminal"
awk -F '\t' 'NF != 6 || / / { exit 1 }' "$tmp/plain" || fail "not six fields"
expect_no_line "$tmp/plain" "$escape"

# Wide: all is there, in columns, and nothing but denials is red.
on_terminal 200 LANG=C
sed 's/  */\t/g' "$tmp/bare" | cmp - "$tmp/plain" || fail "not all that there is"
expect_count "$tmp/shown" "$escape" "$denials"
expect_count "$tmp/shown" "$escape\[31mdenied$escape\[(0|39)?m" "$denials"
[ "$(awk '/usr.bin/ { print index($0, " CAP_") }' "$tmp/bare" | sort -u | wc -l)" -eq 1 ] ||
	fail "not in columns:" "$(cat "$tmp/bare")"

for word in NO_COLOR=1 TERM=dumb -uTERM; do
	on_terminal 200 "$word"
	expect_no_line "$tmp/shown" "$escape"
	sed 's/  */\t/g' "$tmp/shown" | cmp - "$tmp/plain" || fail "$word changes more"
done
on_terminal 200 NO_COLOR=
expect_count "$tmp/shown" "$escape" "$denials"

# Narrow: each line is the beginning of the whole one.
cp "$tmp/bare" "$tmp/whole"
on_terminal 40 LANG=C
cut -c 1-40 "$tmp/whole" | sed 's/ *$//' >"$tmp/cut"
sed 's/ *$//' "$tmp/bare" | cmp - "$tmp/cut" || fail "not cut at 40:" "$(cat "$tmp/bare")"
on_terminal 0 LANG=C
cmp "$tmp/bare" "$tmp/whole" || fail "cut without a size"
