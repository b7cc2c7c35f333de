// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/capability.h>

#include <jansson.h>

#include "formats.h"
#include "unit.h"

#define CHOWN	(1ull << CAP_CHOWN)
#define NET_RAW (1ull << CAP_NET_RAW)
#define ADMIN	(1ull << CAP_SYS_ADMIN)

#define TOOL "/usr/bin/tool"

static const struct profile of_root = {
	.exe = TOOL,
	.required = NET_RAW | ADMIN,
};

static const struct profile of_user = {
	.exe = TOOL,
	.uid = 1000,
	.required = NET_RAW | ADMIN,
};

static const struct profile empty = { .exe = TOOL };

static const struct profile may_chown = {
	.exe = TOOL,
	.required = NET_RAW,
	.optional = CHOWN,
};

/* The caller frees it. */
static char *text_of(const char *name, const struct profile *profiles,
		     size_t nr)
{
	const struct format *format = formats_find(name);
	char *text;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	assert_non_null(format);
	assert_int_equal(formats_put(format, to, profiles, nr), 0);
	fclose(to);

	return text;
}

static void expect(const char *name, const struct profile *profile,
		   const char *expected)
{
	char *text = text_of(name, profile, 1);

	assert_string_equal(text, expected);
	free(text);
}

static void expect_notes(const char *name, const struct profile *profile,
			 const char *expected)
{
	char *text;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	formats_put_notes(formats_find(name), to, profile);
	fclose(to);
	assert_string_equal(text, expected);
	free(text);
}

static void list_names_all(void **state)
{
	const char *line = formats_list();
	char name[32];
	size_t nr = 0;

	(void)state;
	for (; *line; line = strchr(line, '\n') + 1, nr++) {
		snprintf(name, sizeof(name), "%.*s", (int)strcspn(line, " "),
			 line);
		assert_non_null(formats_find(name));
		assert_true(strcspn(line, "\n") < 80);
	}
	assert_int_equal(nr, 18);
	assert_null(formats_find("dock"));
	assert_null(formats_find(""));
	assert_null(formats_find("list"));
}

static void root_has_what_is_in_the_bounding_set(void **state)
{
	(void)state;
	expect("docker", &of_root,
	       "--cap-drop=ALL\n--cap-add=NET_RAW\n--cap-add=SYS_ADMIN\n");
	expect("podman", &of_root,
	       "--cap-drop=ALL\n--cap-add=NET_RAW\n--cap-add=SYS_ADMIN\n");
	expect("systemd", &of_root,
	       "[Service]\n"
	       "CapabilityBoundingSet=\n"
	       "CapabilityBoundingSet=CAP_NET_RAW\n"
	       "CapabilityBoundingSet=CAP_SYS_ADMIN\n");
	expect("setpriv", &of_root,
	       "--bounding-set=-all,+net_raw,+sys_admin\n"
	       "--inh-caps=-all\n"
	       "--ambient-caps=-all\n");
	expect("bwrap", &of_root,
	       "--cap-drop ALL\n"
	       "--cap-add CAP_NET_RAW\n"
	       "--cap-add CAP_SYS_ADMIN\n");
	expect("lxc", &of_root,
	       "lxc.cap.drop =\n"
	       "lxc.cap.keep =\n"
	       "lxc.cap.keep = net_raw\n"
	       "lxc.cap.keep = sys_admin\n");
	expect("firejail", &of_root, "caps.keep net_raw,sys_admin\n");
	expect("apparmor", &of_root,
	       "profile \"" TOOL "\" {\n"
	       "\tfile,\n\tnetwork,\n\tunix,\n\tdbus,\n\tsignal,\n"
	       "\tptrace,\n\tmount,\n\tumount,\n\tpivot_root,\n"
	       "\tcapability net_raw,\n"
	       "\tcapability sys_admin,\n"
	       "}\n");
}

static void root_is_not_bound_by_setcap(void **state)
{
	(void)state;
	expect("setcap", &of_root,
	       "# root has all capabilities, whatever its program is marked "
	       "with: this is for other users\n"
	       "setcap cap_net_raw,cap_sys_admin=ep " TOOL "\n");
	expect("setcap", &of_user,
	       "setcap cap_net_raw,cap_sys_admin=ep " TOOL "\n");
}

static void others_keep_what_is_in_the_ambient_set(void **state)
{
	(void)state;
	expect("systemd", &of_user,
	       "# for a service with User=\n"
	       "[Service]\n"
	       "CapabilityBoundingSet=\n"
	       "CapabilityBoundingSet=CAP_NET_RAW\n"
	       "CapabilityBoundingSet=CAP_SYS_ADMIN\n"
	       "AmbientCapabilities=\n"
	       "AmbientCapabilities=CAP_NET_RAW\n"
	       "AmbientCapabilities=CAP_SYS_ADMIN\n");
	expect("setpriv", &of_user,
	       "--bounding-set=-all,+net_raw,+sys_admin\n"
	       "--inh-caps=-all,+net_raw,+sys_admin\n"
	       "--ambient-caps=-all,+net_raw,+sys_admin\n");
}

/* The formats that list what is not to be had. */
static void the_others_are_those_that_are_known(void **state)
{
	struct profile most = { .required = caps_known() & ~(CHOWN | NET_RAW) };
	struct profile all = { .required = caps_known() };
	char *text;

	(void)state;
	expect("capsh", &most, "--iab=!cap_chown,!cap_net_raw\n");
	expect("openrc", &most, "capabilities=\"!cap_chown,!cap_net_raw\"\n");
	expect("capsh", &all, "--iab=\n");
	expect("openrc", &all, "capabilities=\"\"\n");

	text = text_of("nspawn", &most, 1);
	assert_non_null(strstr(text, "\nCapability=CAP_SYS_ADMIN\n"));
	assert_non_null(strstr(text, "\nDropCapability=CAP_CHOWN CAP_NET_RAW"
				     "\n"));
	free(text);
	text = text_of("nspawn", &all, 1);
	assert_null(strstr(text, "DropCapability"));
	free(text);
}

static void others_have_ambient_ones_among_those(void **state)
{
	char *text = text_of("capsh", &of_user, 1);

	(void)state;
	assert_ptr_equal(strstr(text, "--iab=^cap_net_raw,^cap_sys_admin,"
				      "!cap_chown,!cap_dac_override,"),
			 text);
	assert_null(strstr(text, "!cap_net_raw"));
	free(text);

	text = text_of("openrc", &of_user, 1);
	assert_non_null(strstr(text, "\ncapabilities=\"^cap_net_raw,"
				     "^cap_sys_admin,!cap_chown,"));
	free(text);

	text = text_of("nspawn", &of_user, 1);
	assert_non_null(strstr(text, "\n[Exec]\n"
				     "Capability=CAP_NET_RAW\n"
				     "Capability=CAP_SYS_ADMIN\n"
				     "AmbientCapability=CAP_NET_RAW\n"
				     "AmbientCapability=CAP_SYS_ADMIN\n"
				     "DropCapability=CAP_CHOWN "));
	free(text);
}

static void nothing_is_a_profile_too(void **state)
{
	(void)state;
	expect("docker", &empty, "--cap-drop=ALL\n");
	expect("systemd", &empty, "[Service]\nCapabilityBoundingSet=\n");
	expect("setcap", &empty, "setcap = " TOOL "\n");
	expect("setpriv", &empty,
	       "--bounding-set=-all\n--inh-caps=-all\n--ambient-caps=-all\n");
	expect("bwrap", &empty, "--cap-drop ALL\n");
	expect("lxc", &empty,
	       "lxc.cap.drop =\nlxc.cap.keep =\nlxc.cap.keep = none\n");
	expect("firejail", &empty, "caps.drop all\n");
	expect("android", &empty, "    capabilities\n");
	expect("quadlet", &empty,
	       "[Container]\nDropCapability=all\nAddCapability=\n");
	expect("compose", &empty,
	       "services:\n  app:\n    cap_drop:\n      - ALL\n");
	expect("kubernetes", &empty,
	       "securityContext:\n  capabilities:\n    drop:\n      - ALL\n");
}

static void documented_ones(void **state)
{
	(void)state;
	expect("compose", &of_root,
	       "services:\n"
	       "  app:\n"
	       "    cap_drop:\n"
	       "      - ALL\n"
	       "    cap_add:\n"
	       "      - NET_RAW\n"
	       "      - SYS_ADMIN\n");
	expect("kubernetes", &of_root,
	       "securityContext:\n"
	       "  capabilities:\n"
	       "    drop:\n"
	       "      - ALL\n"
	       "    add:\n"
	       "      - NET_RAW\n"
	       "      - SYS_ADMIN\n");
	expect("quadlet", &of_root,
	       "[Container]\n"
	       "DropCapability=all\n"
	       "AddCapability=\n"
	       "AddCapability=CAP_NET_RAW\n"
	       "AddCapability=CAP_SYS_ADMIN\n");
	expect("android", &of_root, "    capabilities NET_RAW SYS_ADMIN\n");
}

#define BOUND                   \
	"  \"bounding\": [\n"   \
	"    \"CAP_NET_RAW\"\n" \
	"  ],\n"                \
	"  \"effective\": [\n"  \
	"    \"CAP_NET_RAW\"\n" \
	"  ],\n"                \
	"  \"permitted\": [\n"  \
	"    \"CAP_NET_RAW\"\n" \
	"  ],\n"

static void json_has_the_five_sets(void **state)
{
	struct profile profile = { .required = NET_RAW };

	(void)state;
	expect("procd", &profile,
	       "{\n" BOUND "  \"inheritable\": [],\n  \"ambient\": []\n}\n");
	profile.uid = 1;
	expect("procd", &profile,
	       "{\n" BOUND "  \"inheritable\": [\n"
	       "    \"CAP_NET_RAW\"\n"
	       "  ],\n"
	       "  \"ambient\": [\n"
	       "    \"CAP_NET_RAW\"\n"
	       "  ]\n"
	       "}\n");
	expect("oci", &empty,
	       "{\n"
	       "  \"process\": {\n"
	       "    \"capabilities\": {\n"
	       "      \"bounding\": [],\n"
	       "      \"effective\": [],\n"
	       "      \"permitted\": [],\n"
	       "      \"inheritable\": [],\n"
	       "      \"ambient\": []\n"
	       "    }\n"
	       "  }\n"
	       "}\n");
}

static void what_needs_more_is_said(void **state)
{
	(void)state;
	expect_notes("docker", &of_user,
		     "docker gives capabilities to root only; others need "
		     "them on the program in the image:\n"
		     "setcap cap_net_raw,cap_sys_admin=ep " TOOL "\n");
	expect_notes("docker", &of_root, "");
	expect("firejail", &of_user,
	       "# firejail gives capabilities to root only; others need them "
	       "on the program:\n"
	       "# setcap cap_net_raw,cap_sys_admin=ep " TOOL "\n"
	       "caps.keep net_raw,sys_admin\n");
	expect_notes("firejail", &of_user, "");
	expect_notes("oci", &of_user, "");
}

static void nobody_needs_more_for_nothing(void **state)
{
	struct profile profile = { .exe = TOOL, .uid = 1 };

	(void)state;
	expect("firejail", &profile, "caps.drop all\n");
	expect_notes("docker", &profile, "");
}

static void optional_ones_are_comments_or_notes(void **state)
{
	static const char note[] = "optional: CAP_CHOWN: denied, and every "
				   "such call went on\n";
	char commented[256];

	(void)state;
	expect("docker", &may_chown, "--cap-drop=ALL\n--cap-add=NET_RAW\n");
	expect_notes("docker", &may_chown, note);
	expect_notes("oci", &may_chown, note);
	expect_notes("systemd", &may_chown, "");
	snprintf(commented, sizeof(commented),
		 "[Service]\n"
		 "CapabilityBoundingSet=\n"
		 "CapabilityBoundingSet=CAP_NET_RAW\n"
		 "# %s",
		 note);
	expect("systemd", &may_chown, commented);
	snprintf(commented, sizeof(commented),
		 "caps.keep net_raw\n"
		 "# %s",
		 note);
	expect("firejail", &may_chown, commented);
}

static void reasons_are_below_what_they_explain(void **state)
{
	struct profile profile = may_chown;

	(void)state;
	profile.reasons[CAP_NET_RAW] = "socket\nand more";
	profile.reasons[CAP_CHOWN] = "fchownat";
	expect("docker", &profile,
	       "--cap-drop=ALL\n"
	       "--cap-add=NET_RAW\n"
	       "# socket\n"
	       "# and more\n"
	       "# optional: CAP_CHOWN: denied, and every such call went on\n"
	       "# fchownat\n");
	expect("kubernetes", &profile,
	       "securityContext:\n"
	       "  capabilities:\n"
	       "    drop:\n"
	       "      - ALL\n"
	       "    add:\n"
	       "      - NET_RAW\n"
	       "      # socket\n"
	       "      # and more\n"
	       "      # optional: CAP_CHOWN: denied, and every such call went "
	       "on\n"
	       "      # fchownat\n");
	expect("setcap", &profile,
	       "# root has all capabilities, whatever its program is marked "
	       "with: this is for other users\n"
	       "setcap cap_net_raw=ep " TOOL "\n"
	       "# CAP_NET_RAW:\n"
	       "# socket\n"
	       "# and more\n"
	       "# optional: CAP_CHOWN: denied, and every such call went on\n"
	       "# fchownat\n");
	assert_true(formats_can_explain(formats_find("docker")));
	assert_false(formats_can_explain(formats_find("oci")));
	assert_false(formats_can_explain(formats_find("procd")));
}

static void reasons_are_given_once(void **state)
{
	struct profile profile = of_user;

	(void)state;
	profile.reasons[CAP_NET_RAW] = "socket";
	expect("systemd", &profile,
	       "# for a service with User=\n"
	       "[Service]\n"
	       "CapabilityBoundingSet=\n"
	       "CapabilityBoundingSet=CAP_NET_RAW\n"
	       "# socket\n"
	       "CapabilityBoundingSet=CAP_SYS_ADMIN\n"
	       "AmbientCapabilities=\n"
	       "AmbientCapabilities=CAP_NET_RAW\n"
	       "AmbientCapabilities=CAP_SYS_ADMIN\n");
	profile.reasons[CAP_SYS_ADMIN] = "mount";
	expect("setpriv", &profile,
	       "--bounding-set=-all,+net_raw,+sys_admin\n"
	       "# CAP_NET_RAW:\n"
	       "# socket\n"
	       "# CAP_SYS_ADMIN:\n"
	       "# mount\n"
	       "--inh-caps=-all,+net_raw,+sys_admin\n"
	       "--ambient-caps=-all,+net_raw,+sys_admin\n");
}

static void several_are_one_document(void **state)
{
	const struct profile profiles[] = {
		{ .name = "a", .required = NET_RAW },
		{ .name = "b\n[Unit]" },
	};
	char *text;

	(void)state;
	text = text_of("systemd", profiles, 2);
	assert_string_equal(text, "# a\n"
				  "[Service]\n"
				  "CapabilityBoundingSet=\n"
				  "CapabilityBoundingSet=CAP_NET_RAW\n"
				  "\n"
				  "# b\\n[Unit]\n"
				  "[Service]\n"
				  "CapabilityBoundingSet=\n");
	free(text);
	text = text_of("docker", profiles, 2);
	assert_string_equal(text, "# a\n"
				  "--cap-drop=ALL\n"
				  "--cap-add=NET_RAW\n"
				  "\n"
				  "# b\\n[Unit]\n"
				  "--cap-drop=ALL\n");
	free(text);
	text = text_of("compose", profiles, 2);
	assert_string_equal(text, "# a\n"
				  "services:\n"
				  "  app:\n"
				  "    cap_drop:\n"
				  "      - ALL\n"
				  "    cap_add:\n"
				  "      - NET_RAW\n"
				  "---\n"
				  "# b\\n[Unit]\n"
				  "services:\n"
				  "  app:\n"
				  "    cap_drop:\n"
				  "      - ALL\n");
	free(text);
}

static void json_has_a_member_of_each_name(void **state)
{
	static const char hostile[] = "/bin/\xff\"";
	const struct profile profiles[] = {
		{ .name = hostile, .required = NET_RAW },
		{ .name = "b" },
	};
	char *text = text_of("oci", profiles, 2);
	json_t *all = json_loads(text, 0, NULL);
	json_t *first, *second;

	(void)state;
	free(text);
	first = json_object_get(all, "/bin/\\xff\"");
	second = json_object_get(all, "b");
	assert_int_equal(json_object_size(all), 2);
	assert_non_null(json_object_get(first, "process"));
	assert_non_null(json_object_get(second, "process"));
	json_decref(all);

	text = text_of("procd", profiles, 0);
	assert_string_equal(text, "{}\n");
	free(text);
}

/* What a path becomes as a word of a shell, and in a profile of AppArmor. */
static void expect_program(const char *exe, const char *word, const char *head)
{
	const struct profile profile = { .exe = exe, .uid = 1 };
	char expected[256];
	char *text;

	snprintf(expected, sizeof(expected), "setcap = %s\n", word);
	expect("setcap", &profile, expected);

	snprintf(expected, sizeof(expected), "profile %s {\n", head);
	text = text_of("apparmor", &profile, 1);
	text[strcspn(text, "\n") + 1] = '\0';
	assert_string_equal(text, expected);
	free(text);
}

static void programs_are_quoted(void **state)
{
	(void)state;
	expect_program("/usr/bin/x-1.2_a", "/usr/bin/x-1.2_a",
		       "\"/usr/bin/x-1.2_a\"");
	expect_program("/a b", "'/a b'", "captrace \"/a b\"");
	expect_program("/a'b\"c", "'/a'\\''b\"c'", "captrace \"/a'b\\\"c\"");
	expect_program("/$(x);*", "'/$(x);*'", "captrace \"/$(x);\\*\"");
	expect_program("/a\\b", "'/a\\b'", "captrace \"/a\\\\b\"");
	expect_program("/\xc3\xa4", "'/\xc3\xa4'", "captrace \"/\xc3\xa4\"");
}

static void programs_that_no_line_can_hold_are_not_named(void **state)
{
	(void)state;
	expect_program(NULL, "PROGRAM", "captrace");
	expect_program("", "PROGRAM", "captrace");
	expect_program("memfd:x", "PROGRAM", "captrace");
	expect_program("/a\nb", "PROGRAM", "captrace");
	expect_program("/a\x1b[2J", "PROGRAM", "captrace");
}

static void expect_head(const char *name, const char *exe, const char *head)
{
	const struct profile profile = { .name = name, .exe = exe };
	char *text = text_of("apparmor", &profile, 1);

	assert_non_null(strstr(text, head));
	free(text);
}

static void profiles_of_apparmor_have_plain_names(void **state)
{
	(void)state;
	expect_head("a@1.service", "/x", "\nprofile a@1.service \"/x\" {\n");
	expect_head("a@1.service", NULL, "\nprofile a@1.service {\n");
	expect_head("x {", "/x", "# x {\nprofile \"/x\" {\n");
	expect_head("x\n{", NULL, "# x\\n{\nprofile captrace {\n");
	expect_head("", NULL, "\nprofile captrace {\n");
}

/* No line begins with what others have chosen. */
static void hostile_names_stay_in_their_comment(void **state)
{
	struct profile profile = {
		.name = "x\nCapabilityBoundingSet=CAP_SYS_ADMIN\r\x1b[2J",
		.exe = "/x\nsetcap",
		.required = NET_RAW,
		.uid = 1,
	};
	static const char *const names[] = { "systemd", "firejail",  "lxc",
					     "setcap",	"quadlet",   "compose",
					     "openrc",	"android",   "apparmor",
					     "nspawn",	"kubernetes" };
	static const char comment[] =
		"# x\\nCapabilityBoundingSet=CAP_SYS_ADMIN\\x0d\\x1b[2J\n";
	char *text;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(names); i++) {
		text = text_of(names[i], &profile, 1);
		assert_ptr_equal(strstr(text, comment), text);
		assert_null(strstr(text, "\nsetcap\n"));
		assert_null(strchr(text, '\x1b'));
		assert_null(strchr(text, '\r'));
		free(text);
	}
	expect_notes("docker", &profile,
		     "docker gives capabilities to root only; others need "
		     "them on the program in the image:\n"
		     "setcap cap_net_raw=ep PROGRAM\n");
}

static void a_full_disk_is_an_error(void **state)
{
	FILE *to = fopen("/dev/full", "w");

	(void)state;
	assert_non_null(to);
	assert_int_not_equal(
		formats_put(formats_find("docker"), to, &of_root, 1), 0);
	fclose(to);
	to = fopen("/dev/full", "w");
	assert_int_not_equal(formats_put(formats_find("oci"), to, &of_root, 1),
			     0);
	fclose(to);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(list_names_all),
		cmocka_unit_test(root_has_what_is_in_the_bounding_set),
		cmocka_unit_test(root_is_not_bound_by_setcap),
		cmocka_unit_test(others_keep_what_is_in_the_ambient_set),
		cmocka_unit_test(the_others_are_those_that_are_known),
		cmocka_unit_test(others_have_ambient_ones_among_those),
		cmocka_unit_test(nothing_is_a_profile_too),
		cmocka_unit_test(documented_ones),
		cmocka_unit_test(json_has_the_five_sets),
		cmocka_unit_test(what_needs_more_is_said),
		cmocka_unit_test(nobody_needs_more_for_nothing),
		cmocka_unit_test(optional_ones_are_comments_or_notes),
		cmocka_unit_test(reasons_are_below_what_they_explain),
		cmocka_unit_test(reasons_are_given_once),
		cmocka_unit_test(several_are_one_document),
		cmocka_unit_test(json_has_a_member_of_each_name),
		cmocka_unit_test(programs_are_quoted),
		cmocka_unit_test(programs_that_no_line_can_hold_are_not_named),
		cmocka_unit_test(profiles_of_apparmor_have_plain_names),
		cmocka_unit_test(hostile_names_stay_in_their_comment),
		cmocka_unit_test(a_full_disk_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
