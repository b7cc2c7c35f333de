#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# -f shows an orphaned grandchild that lives for one check, names it by its
# path, and ends after it.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

captrace -f -o "$tmp/out" sh -c '(checks &); exit 4'
expect_status $? 4
expect_count "$tmp/out" '/checks	CAP_SYS_ADMIN	granted' 1

captrace -o "$tmp/out" sh -c 'checks; exit 0'
expect_count "$tmp/out" '/checks' 0
