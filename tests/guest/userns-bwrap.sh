#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# In a bubblewrap sandbox, what is granted and denied is so in its user
# namespace; outside of that nothing is to be had.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

needs bwrap hostname

# sandbox OPTION... COMMAND: what COMMAND checks, but not what makes the sandbox.
sandbox()
{
	captrace -f -u daemon -o "$tmp/all" \
		--columns exe,cap,verdict,reason,ns,cap-add \
		bwrap --unshare-user --dev-bind / / "$@" 2>"$tmp/err"
	grep -v '^[^	]*/bwrap	' "$tmp/all" | cut -f 2- >"$tmp/out"
}

sandbox --unshare-uts checks
expect_lines "$tmp/out" <<END
CAP_SYS_ADMIN denied missing other yes
END
sandbox --unshare-uts --uid 0 --cap-add ALL checks
expect_lines "$tmp/out" <<END
CAP_SYS_ADMIN granted held other -
END
sandbox --uid 0 --cap-add ALL checks
expect_lines "$tmp/out" <<END
CAP_SYS_ADMIN denied outside initial no
END
