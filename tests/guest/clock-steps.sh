#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# When the clock is set, one CLOCK record tells so before the next check, with
# the right offsets; when it is not, none does.
. "${0%/*}/lib.sh"

modprobe captrace || fail "no module"
clock || fail "see above"
