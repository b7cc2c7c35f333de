#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# access(2) of a set-user-ID program judges another credential than the call
# that it asks about, and that is told.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

chmod 755 "$tmp"
install -m 4755 "$(command -v calls)" "$tmp"
captrace -u daemon --columns cap,verdict,syscall,cred,uid,class \
	-o "$tmp/out" "$tmp/calls" access /etc/shadow
expect_lines "$tmp/out" <<END
CAP_DAC_READ_SEARCH denied access access 0 audited
CAP_DAC_OVERRIDE denied access access 0 audited
END

captrace -u daemon --columns cap,verdict,cred -o "$tmp/out" cat /etc/shadow
expect_lines "$tmp/out" <<END
CAP_DAC_READ_SEARCH denied own
CAP_DAC_OVERRIDE denied own
END
