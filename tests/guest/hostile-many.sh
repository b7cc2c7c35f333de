#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Of 10,000 hostile names each has one line, and comes back out of it byte by byte.
# limit: 180
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"
. "${0%/*}/lib/json.sh"

names=$lib/names.py
program=$(printf '%s/\033]0;x\a\n\t\302\233\342\200\250\355\240\200\134n\377' "$tmp")
cp "$(command -v hostile)" "$program"

captrace -w "$tmp/recording" -c sys_admin "$program" 10000 "$tmp/names"
expect_status $? 0
[ "$(tr -dc '\0' <"$tmp/names" | wc -c)" -eq 10000 ] || fail "not 10000 names"
[ "$(tr '\0' '\n' <"$tmp/names" | sort -u | wc -l)" -gt 8000 ] || fail "all the same"

captrace -r "$tmp/recording" --columns comm,cap,verdict >"$tmp/text"
expect_status $? 0
python3 -B "$names" text "$tmp/text" >"$tmp/decoded" || fail "that is in the text"
cmp "$tmp/decoded" "$tmp/names" || fail "not the same names in text"
awk -F '\t' 'NF != 3 || $2 $3 != "CAP_SYS_ADMINgranted"' \
	"$tmp/text" >"$tmp/odd"
[ ! -s "$tmp/odd" ] || fail "fields:" "$(head "$tmp/odd")"

# The usual lines, of a program whose path is no better.
captrace -r "$tmp/recording" >"$tmp/usual"
expect_status $? 0
[ "$(wc -l <"$tmp/usual")" -eq 10000 ] || fail "not 10000 lines"
cut -f 3 "$tmp/usual" >"$tmp/exes"
python3 -B "$names" text "$tmp/exes" | tr '\n\0' '\001\n' | sort -u >"$tmp/decoded"
{ printf '%s' "$program" | tr '\n' '\001'; echo; } | cmp - "$tmp/decoded" ||
	fail "not the path of the program"

captrace -r "$tmp/recording" --json >"$tmp/json"
expect_status $? 0
python3 -B "$names" json "$tmp/json" >"$tmp/decoded" || fail "that is in the JSON"
cmp "$tmp/decoded" "$tmp/names" || fail "not the same names in JSON"

# The schema takes its time: each byte, and some of the others.
awk 'NR < 300 || NR % 100 == 0' "$tmp/json" >"$tmp/some"
expect_valid "$tmp/some"
