#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# On a clock that stands still between two ticks they do, too.
# machine: --smp 4 --append "clocksource=jiffies highres=off nohz=off"
# kernels: 6.1 (what is the same for all is the tick)
# limit: 180
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"
. "${0%/*}/lib/order.sh"

read -r clock </sys/devices/system/clocksource/clocksource0/current_clocksource
[ "$clock" = jiffies ] || fail "the clock is $clock"

trace_million "$tmp/out"
expect_order "$tmp/out"
times=$(cut -f 1 "$tmp/out" | uniq | wc -l)
[ "$times" -lt 50000 ] || fail "the clock is not coarse: $times times"
