/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TEST_LINUX_CACHE_H
#define TEST_LINUX_CACHE_H

/* Alignment is nothing that a test can see, and malloc() knows none of it. */
#define ____cacheline_aligned_in_smp

#endif
