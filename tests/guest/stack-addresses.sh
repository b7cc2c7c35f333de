#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# No byte of a stream with stacks tells where the kernel is.
. "${0%/*}/lib.sh"

modprobe captrace || fail "no module"
stream -a -k -u -o "$tmp/stream" sh -c \
	'frames; sites; ping -c1 127.0.0.1; mount -t tmpfs none /mnt; umount /mnt' \
	>"$tmp/checks" || fail "no stream"
[ "$(cut -f 4 "$tmp/checks" | sort -u | wc -l)" -gt 10 ] || fail "few stacks"

# Words of the kernel's half of memory, but small negative numbers.
od -An -v -tx8 -w8 "$tmp/stream" | grep -E 'ffff[0-9a-f]{12}' |
	grep -v 'ffffffff.\{8\}' >"$tmp/words"
[ ! -s "$tmp/words" ] || fail "addresses:" "$(cat "$tmp/words")"
first=$(sed -n 's/^\([0-9a-f]*\) . _text$/\1/p' /proc/kallsyms)
od -An -v -tx8 -w8 "$tmp/stream" | tr -d ' ' | grep -E "^${first%????????}" |
	awk -v first="$first" '$1 >= first && $1 < "ffffffffffff0000"' \
	>"$tmp/words"
[ ! -s "$tmp/words" ] || fail "addresses of its text:" "$(cat "$tmp/words")"
! grep -aEi 'ffff[0-9a-f]{12}' "$tmp/stream" || fail "an address as text"
