#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# With rings too small, records + lost = checks made, exactly.
. "${0%/*}/lib.sh"

modprobe captrace || fail "no module"
account -s -r 1024 -p 4 40000 || fail "read at the end"
account -r 64 -p 4 40000 || fail "read meanwhile"
account -p 2 50000 || fail "with rings of the default size"
