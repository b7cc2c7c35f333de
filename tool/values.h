/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_VALUES_H
#define CAPTRACE_VALUES_H

#include <stdint.h>

#include "caps.h"
#include "lists.h"
#include "stamp.h"
#include "unique.h"
#include "users.h"

/*
 * The values of options, from words to what they mean.  0; -EINVAL if they mean
 * nothing, and the user has been told; -ENOMEM.
 */

int values_add_pids(struct numbers *pids, const char *list);

/* One path: there may be a comma in it. */
int values_add_path(struct words *paths, const char *path);

/* @what is a word for what has such names. */
int values_add_names(struct words *names, const char *list, const char *what);

/* Names of users, or numbers. */
int values_add_uids(struct numbers *uids, const char *list);

/* See caps_choose(). */
int values_choose_caps(struct caps *caps, const char *list, uint64_t all);

int values_find_user(struct user *user, const char *word);

int values_choose_time(enum stamp_style *style, const char *word);

/* @word may be NULL, for processes. */
int values_choose_unique(enum unique_of *of, const char *word);

#endif
