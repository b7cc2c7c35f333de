/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_DATAFILE_H
#define CAPTRACE_DATAFILE_H

#include <sys/stat.h>

#include <jansson.h>

/*
 * What a file of JSON holds, for the caller to release; NULL if there is none
 * or it is broken.  @file tells what it was, all zero for nothing.  Anybody may
 * have put anything at this place.
 */
json_t *datafile_read(const char *path, struct stat *file);

#endif
