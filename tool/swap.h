/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_SWAP_H
#define CAPTRACE_SWAP_H

#include "record.h"

/*
 * Turns a record of the other byte order into one of ours.  Of a kind that is
 * not known only the head is turned.
 */
void swap_record(union record *record);

#endif
