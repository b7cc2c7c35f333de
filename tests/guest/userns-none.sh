#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Without a user namespace of its own, a process lacks what it is denied, and
# giving it would help.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

for user in root daemon; do
	captrace -u $user --columns cap,verdict,reason,ns,cap-add \
		-o "$tmp/$user" checks
done
expect_lines "$tmp/root" <<END
CAP_SYS_ADMIN granted held initial -
END
expect_lines "$tmp/daemon" <<END
CAP_SYS_ADMIN denied missing initial yes
END
