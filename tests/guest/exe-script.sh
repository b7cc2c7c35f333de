#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A script is shown as its interpreter, as in /proc.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

cat >"$tmp/script" <<-END
	#!/bin/sh
	readlink /proc/\$\$/exe >$tmp/proc
	ulimit -Hc 5
	ulimit -Hc 6
END
chmod +x "$tmp/script"
captrace --columns exe,cap -o "$tmp/out" "$tmp/script"
expect_lines "$tmp/out" <<END
$(cat "$tmp/proc") CAP_SYS_RESOURCE
END
