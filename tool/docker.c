// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <stdlib.h>

#include "datafile.h"
#include "docker.h"
#include "identity.h"

/* As Kubernetes, through docker, names a container in a pod. */
#define KUBERNETES_NAME "io.kubernetes.container.name"

/* docker writes a slash before a name. */
static void tell(const json_t *container, struct identity *identity)
{
	const json_t *config = json_object_get(container, "Config");
	const json_t *labels = json_object_get(config, "Labels");
	const json_t *kubernetes = json_object_get(labels, KUBERNETES_NAME);
	const json_t *image = json_object_get(config, "Image");
	const char *name =
		json_string_value(json_object_get(container, "Name"));

	identity_tell(identity, RECORD_NAME_RUNTIME, "docker");
	identity_tell(identity, RECORD_NAME_CONTAINER,
		      json_string_value(kubernetes));
	identity_tell(identity, RECORD_NAME_CONTAINER,
		      name ? name + (*name == '/') : NULL);
	identity_tell(identity, RECORD_NAME_IMAGE, json_string_value(image));
}

void docker_tell(const char *root, const char *id, struct identity *identity)
{
	struct stat file;
	json_t *container;
	char *path;

	if (asprintf(&path, "%s/containers/%s/config.v2.json", root, id) < 0)
		return;

	container = datafile_read(path, &file);
	if (json_is_object(container))
		tell(container, identity);
	json_decref(container);
	free(path);
}
