#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What overlayfs checks of who has mounted it is no check of who uses it: it is
# hidden and counted, and -v shows it.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

chmod 755 "$tmp"
mkdir "$tmp/lower" "$tmp/upper" "$tmp/work" "$tmp/files"
touch "$tmp/lower/one" "$tmp/lower/two"
chown daemon "$tmp/lower/one" "$tmp/lower/two"
mount -t overlay -o "lowerdir=$tmp/lower,upperdir=$tmp/upper,workdir=$tmp/work" \
	overlay "$tmp/files" || skip "overlayfs cannot be mounted"

# With files that it has not yet looked at, and not yet copied.
captrace -f -u daemon -o "$tmp/default" \
	sh -c "ls -l $tmp/files; touch $tmp/files/one" 2>"$tmp/err" >/dev/null
echo 2 >/proc/sys/vm/drop_caches
captrace -f -v -u daemon --columns exe,cap,verdict,cred,class -o "$tmp/all" \
	sh -c "ls -l $tmp/files; touch $tmp/files/two" >/dev/null
umount "$tmp/files"

expect_count "$tmp/default" . 0
expect_line "$tmp/err" '^captrace: .* hidden \(.*[1-9][0-9]* borrowed'
expect_line "$tmp/all" '/touch	CAP_SYS_ADMIN	granted	overridden	borrowed'
expect_no_line "$tmp/all" 'granted	own|own	borrowed|overridden	[^b]'
