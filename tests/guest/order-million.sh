#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A million checks of four busy CPUs come in the order of time, none unaccounted for.
# machine: --smp 4
# limit: 180
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"
. "${0%/*}/lib/order.sh"

trace_million "$tmp/out"
expect_order "$tmp/out"
