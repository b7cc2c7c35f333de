#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# -c, --denied and --granted choose checks, and choose together.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

cat >"$tmp/work" <<END
checks -n 2
nice -n -1 true
setpriv --reuid=1 --clear-groups checks -n 3
END
# chosen OPTION...
chosen()
{
	captrace -f --columns cap,verdict -o "$tmp/all" "$@" sh "$tmp/work"
	sort "$tmp/all" | uniq -c | awk '{ print $1, $2, $3 }' >"$tmp/out"
}

chosen -c sys_admin
expect_lines "$tmp/out" <<END
3 CAP_SYS_ADMIN denied
2 CAP_SYS_ADMIN granted
END
chosen -c sys_nice,21 --granted
expect_lines "$tmp/out" <<END
2 CAP_SYS_ADMIN granted
1 CAP_SYS_NICE granted
END
chosen -c all,-setuid,-setgid,-setpcap
expect_lines "$tmp/out" <<END
3 CAP_SYS_ADMIN denied
2 CAP_SYS_ADMIN granted
1 CAP_SYS_NICE granted
END
chosen --denied
expect_lines "$tmp/out" <<END
1 CAP_SETPCAP denied
3 CAP_SYS_ADMIN denied
END
