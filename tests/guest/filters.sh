#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The kernel filters by result, capability and class, and counts what nothing
# but its class kept out.
. "${0%/*}/lib.sh"

modprobe captrace || fail "no module"
filters || fail "see above"
