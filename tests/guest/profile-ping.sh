#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# With exactly the profile that captrace prints of it, ping works, and without any
# of its capabilities it does not, but for those named here.
# kernels: 6.1 (what ping needs is not up to the kernel)
. "${0%/*}/lib.sh"
. "${0%/*}/lib/profile.sh"

needs ping setpriv

# The answer to a packet comes back.
works()
{
	"$@" ping -c1 -W5 127.0.0.1 >"$tmp/said" && grep -q '1 received' "$tmp/said"
}

works captrace -f -o "$tmp/profile" --profile=setpriv || fail "no answer"
prove setpriv "$tmp/profile" setpcap
