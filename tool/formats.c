// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <string.h>

#include "capsets.h"
#include "formats.h"
#include "programs.h"
#include "remarks.h"
#include "patterns.h"

/* What becomes of a line that begins with '#'. */
enum comments {
	COMMENTS_READ_OVER,  /* the reader of the format takes no notice */
	COMMENTS_IN_THE_WAY, /* only people may read them: it is arguments */
	COMMENTS_NONE,	     /* there is no such thing */
};

struct format {
	const char *name;
	const char *description;
	enum comments comments;
	/* What it takes beside the profile, for root and for other users. */
	const char *root_note;
	const char *user_note;
	/* Others get capabilities only by the program's file. */
	bool needs_setcap;
	/* Between two profiles. */
	const char *separator;
	/* Writes all of it; where NULL, the pattern does. */
	int (*put)(FILE *to, const struct profile *profiles, size_t nr);
	struct pattern pattern;
};

#define UNTRIED " (syntax from documentation)"

static const struct format formats[] = {
	{
		.name = "docker",
		.description = "options: docker run $(cat FILE) IMAGE",
		.comments = COMMENTS_IN_THE_WAY,
		.user_note = "docker gives capabilities to root only; others "
			     "need them on the program in the image:",
		.needs_setcap = true,
		.pattern = {
			.spelling = SPELLING_BARE,
			.parts = {
				{ 0, "--cap-drop=ALL\n" },
				{ PART_COMMENTS, NULL, "--cap-add=@\n" },
			},
		},
	},
	{
		.name = "podman",
		.description = "options: podman run $(cat FILE) IMAGE",
		.comments = COMMENTS_IN_THE_WAY,
		.user_note = "for a user that podman is told of by --user",
		.pattern = {
			.spelling = SPELLING_BARE,
			.parts = {
				{ 0, "--cap-drop=ALL\n" },
				{ PART_COMMENTS, NULL, "--cap-add=@\n" },
			},
		},
	},
	{
		.name = "oci",
		.description = "part of config.json of a bundle (crun, runc)",
		.comments = COMMENTS_NONE,
		.put = capsets_put_oci,
	},
	{
		.name = "systemd",
		.description = "drop-in of a service: UNIT.d/FILE.conf",
		.user_note = "for a service with User=",
		.pattern = {
			.parts = {
				{ 0, "[Service]\nCapabilityBoundingSet=\n" },
				{ PART_COMMENTS, NULL,
				  "CapabilityBoundingSet=@\n" },
				{ PART_USER, "AmbientCapabilities=\n",
				  "AmbientCapabilities=@\n" },
			},
		},
	},
	{
		.name = "setcap",
		.description = "command that marks the program: sh FILE",
		.root_note = "root has all capabilities, whatever its program "
			     "is marked with: this is for other users",
		.pattern = {
			.spelling = SPELLING_LOWER,
			.put_program = programs_put_word,
			.parts = { { PART_COMMENTS, "setcap ", "@", ",",
				     "=ep %\n", "setcap = %\n" } },
		},
	},
	{
		.name = "setpriv",
		.description = "options: setpriv $(cat FILE) COMMAND",
		.comments = COMMENTS_IN_THE_WAY,
		.user_note = "with --reuid, --regid and --init-groups for "
			     "the user",
		.pattern = {
			.spelling = SPELLING_LOWER | SPELLING_BARE,
			.parts = {
				{ PART_COMMENTS, "--bounding-set=-all", ",+@",
				  NULL, "\n" },
				{ PART_ROOT,
				  "--inh-caps=-all\n--ambient-caps=-all\n" },
				{ PART_USER, "--inh-caps=-all", ",+@", NULL,
				  "\n" },
				{ PART_USER, "--ambient-caps=-all", ",+@", NULL,
				  "\n" },
			},
		},
	},
	{
		.name = "capsh",
		.description = "option: capsh $(cat FILE) -- -c COMMAND",
		.comments = COMMENTS_IN_THE_WAY,
		.user_note = "with --user=NAME in front of it",
		.pattern = {
			.spelling = SPELLING_LOWER,
			.parts = {
				{ 0, "--iab=" },
				{ PART_USER, NULL, "^@,", NULL, NULL },
				{ PART_OTHERS | PART_COMMENTS, NULL, "!@", ",",
				  "\n", "\n" },
			},
		},
	},
	{
		.name = "bwrap",
		.description = "options: bwrap $(cat FILE) OPTION... COMMAND",
		.comments = COMMENTS_IN_THE_WAY,
		.user_note = "bwrap gives capabilities to a user only inside a "
			     "user namespace of the sandbox",
		.pattern = {
			.parts = {
				{ 0, "--cap-drop ALL\n" },
				{ PART_COMMENTS, NULL, "--cap-add @\n" },
			},
		},
	},
	{
		.name = "nspawn",
		.description = "settings: /etc/systemd/nspawn/MACHINE.nspawn",
		.user_note = "for a container with User=",
		.pattern = {
			.parts = {
				{ 0, "[Exec]\n" },
				{ PART_COMMENTS, NULL, "Capability=@\n" },
				{ PART_USER, NULL, "AmbientCapability=@\n" },
				{ PART_OTHERS, "DropCapability=", "@", " ",
				  "\n", "" },
			},
		},
	},
	{
		.name = "lxc",
		.description = "lines at the end of a container's config",
		.user_note = "LXC gives capabilities to root only; others need "
			     "them on the program in the container:",
		.needs_setcap = true,
		.pattern = {
			.spelling = SPELLING_LOWER | SPELLING_BARE,
			.parts = {
				{ 0, "lxc.cap.drop =\nlxc.cap.keep =\n" },
				{ PART_COMMENTS, NULL, "lxc.cap.keep = @\n",
				  NULL, NULL, "lxc.cap.keep = none\n" },
			},
		},
	},
	{
		.name = "firejail",
		.description = "firejail --profile=FILE COMMAND",
		.user_note = "firejail gives capabilities to root only; others "
			     "need them on the program:",
		.needs_setcap = true,
		.pattern = {
			.spelling = SPELLING_LOWER | SPELLING_BARE,
			.parts = { { PART_COMMENTS, "caps.keep ", "@", ",",
				     "\n", "caps.drop all\n" } },
		},
	},
	{
		.name = "apparmor",
		.description = "profile of the program: apparmor_parser -r FILE",
		.pattern = {
			.spelling = SPELLING_LOWER | SPELLING_BARE,
			.put_program = programs_put_head,
			.parts = {
				{ 0, "profile % {\n"
				     "\tfile,\n\tnetwork,\n\tunix,\n\tdbus,\n"
				     "\tsignal,\n\tptrace,\n\tmount,\n"
				     "\tumount,\n\tpivot_root,\n" },
				{ PART_COMMENTS, NULL, "\tcapability @,\n" },
				{ 0, "}\n" },
			},
		},
	},
	{
		.name = "compose",
		.description = "service of compose.yaml",
		.user_note = "compose gives capabilities to root only; others "
			     "need them on the program in the image:",
		.needs_setcap = true,
		.separator = "---\n",
		.pattern = {
			.spelling = SPELLING_BARE,
			.parts = {
				{ 0, "services:\n  app:\n    cap_drop:\n"
				     "      - ALL\n" },
				{ PART_COMMENTS, "    cap_add:\n",
				  "      - @\n", NULL, NULL, "" },
			},
		},
	},
	{
		.name = "kubernetes",
		.description = "part of a container in a pod" UNTRIED,
		.user_note = "Kubernetes gives capabilities to root only; "
			     "others need them on the program in the image:",
		.needs_setcap = true,
		.separator = "---\n",
		.pattern = {
			.spelling = SPELLING_BARE,
			.parts = {
				{ 0, "securityContext:\n  capabilities:\n"
				     "    drop:\n      - ALL\n" },
				{ PART_COMMENTS, "    add:\n", "      - @\n",
				  NULL, NULL, "" },
			},
		},
	},
	{
		.name = "quadlet",
		.description = "drop-in of podman: NAME.container.d/FILE.conf",
		.user_note = "for a container with User=",
		.pattern = {
			.parts = {
				{ 0, "[Container]\nDropCapability=all\n"
"AddCapability=\n" },
				{ PART_COMMENTS, NULL, "AddCapability=@\n" },
			},
		},
	},
	{
		.name = "openrc",
		.description = "line of /etc/conf.d/SERVICE" UNTRIED,
		.user_note = "for a service with command_user",
		.pattern = {
			.spelling = SPELLING_LOWER,
			.parts = {
				{ 0, "capabilities=\"" },
				{ PART_USER, NULL, "^@,", NULL, NULL },
				{ PART_OTHERS | PART_COMMENTS, NULL, "!@", ",",
				  "\"\n", "\"\n" },
			},
		},
	},
	{
		.name = "procd",
		.description = "file for procd_set_param capabilities" UNTRIED,
		.comments = COMMENTS_NONE,
		.put = capsets_put_procd,
	},
	{
		.name = "android",
		.description = "line of a service in an .rc file" UNTRIED,
		.user_note = "for a service with user",
		.pattern = {
			.spelling = SPELLING_BARE,
			.parts = { { PART_COMMENTS, "    capabilities", " @",
				     NULL, "\n" } },
		},
	},
};

#define NR_FORMATS (sizeof(formats) / sizeof(formats[0]))

/* Longer than each line of the list. */
#define LIST_LINE_SIZE 128

const struct format *formats_find(const char *name)
{
	size_t i;

	for (i = 0; i < NR_FORMATS; i++) {
		if (!strcmp(formats[i].name, name))
			return &formats[i];
	}

	return NULL;
}

const char *formats_list(void)
{
	static char list[NR_FORMATS * LIST_LINE_SIZE];
	size_t size = 0;
	size_t i;

	for (i = 0; i < NR_FORMATS; i++)
		size += snprintf(list + size, sizeof(list) - size, "%-12s%s\n",
				 formats[i].name, formats[i].description);

	return list;
}

bool formats_can_explain(const struct format *format)
{
	return format->comments != COMMENTS_NONE;
}

static bool is_explained(const struct profile *profile)
{
	size_t cap;

	for (cap = 0; cap < CAPS_NR; cap++) {
		if (profile->reasons[cap])
			return true;
	}

	return false;
}

/* What is to be known of who starts the program, each line after a prefix. */
static void put_use(const struct format *format, FILE *to, const char *prefix,
		    const struct profile *profile)
{
	const char *note = profile->uid ? format->user_note : format->root_note;

	if (!note || !profile->required)
		return;

	fprintf(to, "%s%s\n", prefix, note);
	if (profile->uid && format->needs_setcap) {
		fputs(prefix, to);
		patterns_put(to, &formats_find("setcap")->pattern, profile,
			     false);
	}
}

static void put_name(FILE *to, const char *name)
{
	fputs("# ", to);
	remarks_put_escaped(to, name);
	putc('\n', to);
}

static void put_profile(const struct format *format, FILE *to,
			const struct profile *profile, bool is_one_of_many)
{
	bool comments = format->comments == COMMENTS_READ_OVER ||
			is_explained(profile);

	if (profile->name && (comments || is_one_of_many))
		put_name(to, profile->name);
	if (format->comments == COMMENTS_READ_OVER)
		put_use(format, to, "# ", profile);
	patterns_put(to, &format->pattern, profile, comments);
}

int formats_put(const struct format *format, FILE *to,
		const struct profile *profiles, size_t nr)
{
	size_t i;
	int err;

	if (format->put) {
		err = format->put(to, profiles, nr);
		if (err)
			return err;
	}

	for (i = 0; !format->put && i < nr; i++) {
		if (i)
			fputs(format->separator ? format->separator : "\n", to);
		put_profile(format, to, &profiles[i], nr > 1);
	}

	return fflush(to) || ferror(to) ? -EIO : 0;
}

void formats_put_notes(const struct format *format, FILE *to,
		       const struct profile *profile)
{
	char text[REMARKS_OPTIONAL_SIZE];
	unsigned int cap;

	if (format->comments == COMMENTS_READ_OVER)
		return;

	put_use(format, to, "", profile);
	for (cap = 0; cap < CAPS_NR; cap++) {
		if (profile->optional >> cap & 1)
			fprintf(to, "%s\n", remarks_optional(cap, text));
	}
}
