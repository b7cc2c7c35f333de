#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# In a bubblewrap sandbox, what is granted and denied is so in its user
# namespace, and outside of that nothing is to be had; without one, it is so on
# the machine.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

needs bwrap hostname

# sandbox USER OPTION... COMMAND: what COMMAND checks, but not what makes the
# sandbox.
sandbox()
{
	user=$1
	shift
	captrace -f -u "$user" -o "$tmp/all" \
		--columns exe,cap,verdict,reason,ns,cap-add \
		bwrap --dev-bind / / "$@" 2>"$tmp/err"
	grep -v '^[^	]*/bwrap	' "$tmp/all" | cut -f 2- >"$tmp/out"
}

sandbox daemon --unshare-user --unshare-uts checks
expect_lines "$tmp/out" <<END
CAP_SYS_ADMIN denied missing other yes
END
sandbox daemon --unshare-user --unshare-uts --uid 0 --cap-add ALL checks
expect_lines "$tmp/out" <<END
CAP_SYS_ADMIN granted held other -
END
sandbox daemon --unshare-user --uid 0 --cap-add ALL checks
expect_lines "$tmp/out" <<END
CAP_SYS_ADMIN denied outside initial no
END
sandbox root checks
expect_lines "$tmp/out" <<END
CAP_SYS_ADMIN granted held initial -
END
sandbox root --cap-drop ALL checks
expect_lines "$tmp/out" <<END
CAP_SYS_ADMIN denied missing initial yes
END
