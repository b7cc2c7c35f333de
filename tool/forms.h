/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_FORMS_H
#define CAPTRACE_FORMS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The forms in which the path of a control group bears the name or the id of a
 * container.
 */

/* What a control group's own component says. */
struct form_match {
	/* NULL where the form is that of several. */
	const char *runtime;
	/* Name or id, without a NUL, as it is in the path. */
	const char *name;
	size_t size;
	/* It is an id. */
	bool is_id;
};

/*
 * Whether the last component of @path is that of a container: false for control
 * groups below it, and for those in which somebody watches over a container.
 */
bool forms_match(const char *path, struct form_match *match);

/* The innermost container that a process in the control group @path is in. */
bool forms_find(const char *path, struct form_match *match);

/*
 * Whether the last component of @path is of those who watch over a container,
 * or run a virtual machine.
 */
bool forms_is_watcher(const char *path);

/* Whether it is an id as container engines give: nearly all of its digits. */
bool forms_is_id(const char *text, size_t size);

/*
 * A name in which systemd has written some bytes as \xNN, for the caller to
 * free; NULL if there is no memory.  What would be no string stays as it is.
 */
char *forms_unescape(const char *name, size_t size);

#endif
