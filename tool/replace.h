/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_REPLACE_H
#define CAPTRACE_REPLACE_H

#include <stddef.h>

/*
 * Follows the symbolic links of @path.  *@target is the file that
 * replace_file() can make or replace, for the caller to free; NULL if @path has
 * to be opened and written to as it is: it is no regular file, belongs to an
 * open file of a process, or nothing can be made in its directory.  0 or a
 * negative errno, -EACCES, too, for a file that may not be written to.
 */
int replace_find(const char *path, char **target);

/*
 * Makes a file of @size bytes, which takes the place of an old one at once and
 * with its mode and owner, as far as that may be; a new one is for its owner
 * alone.  0 or a negative errno, and then all is as before.
 */
int replace_file(const char *target, const char *data, size_t size);

#endif
