#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Fifty programs that each live for one check are all named.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

i=0
while [ $i -lt 50 ]; do
	cp "$(command -v checks)" "$tmp/program-$((i += 1))"
done
captrace -f --columns exe,cap -o "$tmp/out" sh -c "
	for program in $tmp/program-*; do \$program & done; wait"
sort "$tmp/out" >"$tmp/sorted"
for program in "$tmp"/program-*; do
	echo "$program CAP_SYS_ADMIN"
done | sort | expect_lines "$tmp/sorted"
