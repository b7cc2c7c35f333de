/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_VALUES_H
#define CAPTRACE_VALUES_H

#include <stdint.h>

#include "caps.h"
#include "columns.h"
#include "groups.h"
#include "lists.h"
#include "stamp.h"
#include "unique.h"
#include "users.h"

struct format;

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

/* The same of those that captrace can explain. */
int values_choose_about(struct caps *caps, const char *list);

int values_find_user(struct user *user, const char *word);

int values_choose_time(enum stamp_style *style, const char *word);

/* Records for each ring. */
int values_find_buffer(unsigned int *records, const char *word);

int values_choose_columns(struct columns *columns, const char *list);

int values_choose_group(enum group_by *by, const char *word);

/* *@format stays the same for ever. */
int values_choose_format(const struct format **format, const char *word);

/* Adds 1 << enum phase for each word of the list. */
int values_choose_phases(unsigned int *phases, const char *list);

/* @word may be NULL, for processes. */
int values_choose_unique(enum unique_of *of, const char *word);

#endif
