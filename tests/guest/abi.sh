#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The device refuses what linux/captrace.h says it refuses.
. "${0%/*}/lib.sh"

modprobe captrace || fail "no module"
abi || fail "see above"
