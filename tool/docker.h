/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_DOCKER_H
#define CAPTRACE_DOCKER_H

struct identity;

/*
 * What docker, whose directory is @root, has written about the container @id,
 * which is hexadecimal.
 */
void docker_tell(const char *root, const char *id, struct identity *identity);

#endif
