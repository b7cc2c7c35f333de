// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>
#include <stdbool.h>
#include <string.h>
#include <sys/utsname.h>

#include "diag.h"
#include "doctor.h"
#include "privileges.h"
#include "source.h"

/* True if a small file of the kernel's holds @word. */
static bool file_holds(const char *path, const char *word)
{
	FILE *file = fopen(path, "re");
	char text[256];
	size_t size;

	if (!file)
		return false;

	size = fread(text, 1, sizeof(text) - 1, file);
	text[size] = '\0';
	fclose(file);

	return strstr(text, word);
}

static void explain_permission(void)
{
	diag("cannot open " SOURCE_DEVICE ": Operation not permitted");
	if (file_holds("/sys/kernel/security/lockdown", "[confidentiality]"))
		diag("kernel lockdown keeps kprobes from everybody: boot "
		     "without Secure Boot, or with lockdown=integrity");
	else
		diag("tracing needs CAP_PERFMON or CAP_SYS_ADMIN: "
		     "run it as root");
}

/* modprobe's complaints, and what each means for us. */
static const struct {
	const char *word;
	const char *meaning;
} complaints[] = {
	{ "Key was rejected",
	  "Secure Boot wants the module signed with a key that it knows: "
	  "enrol the key of dkms with 'mokutil --import'" },
	{ "Required key not available",
	  "Secure Boot wants the module signed with a key that it knows: "
	  "enrol the key of dkms with 'mokutil --import'" },
	{ "Unknown symbol", "the module needs a kernel with CONFIG_KPROBES and "
			    "CONFIG_KRETPROBES, and to be built for it" },
	{ "format",
	  "the module was built for another kernel: build it again with "
	  "'dkms install' or 'make install'" },
	{ "Operation not permitted",
	  "only root may load the module, and kernel lockdown may forbid it: "
	  "try 'sudo modprobe captrace'" },
	{ "Permission denied",
	  "only root may load the module: try 'sudo modprobe captrace'" },
};

/* Distributions keep the configuration of a kernel beside it. */
static bool lacks_kprobes(const char *release)
{
	char line[sizeof(((struct utsname *)0)->release) + 64];
	bool lacks = false;
	FILE *config;

	snprintf(line, sizeof(line), "/boot/config-%s", release);
	config = fopen(line, "re");
	if (!config)
		return false;

	while (!lacks && fgets(line, sizeof(line), config))
		lacks = !strcmp(line, "# CONFIG_KPROBES is not set\n");
	fclose(config);

	return lacks;
}

static void explain_missing_module(void)
{
	struct utsname kernel;

	uname(&kernel);
	if (lacks_kprobes(kernel.release)) {
		diag("kernel %s has no kprobes: captrace needs one that was "
		     "built with CONFIG_KPROBES",
		     kernel.release);
		return;
	}

	diag("the captrace module is not installed for kernel %s: install it "
	     "with 'dkms install' or 'make install'",
	     kernel.release);
}

static void explain_modprobe(const char *modprobe)
{
	size_t i;

	for (i = 0; i < sizeof(complaints) / sizeof(complaints[0]); i++) {
		if (strstr(modprobe, complaints[i].word)) {
			diag("the captrace module cannot be loaded: %s",
			     complaints[i].meaning);
			return;
		}
	}

	if (!*modprobe || strstr(modprobe, "not found"))
		explain_missing_module();
	else
		diag("the captrace module cannot be loaded: %.*s",
		     (int)strcspn(modprobe, "\n"), modprobe);
}

static void explain_missing_device(void)
{
	diag("the captrace module is loaded, but there is no " SOURCE_DEVICE
	     ": in a container it must be passed in");
}

void doctor_explain_open(int err, const char *modprobe)
{
	switch (err) {
	case -ENOENT:
	case -ENODEV:
	case -ENXIO:
		if (modprobe)
			explain_modprobe(modprobe);
		else
			explain_missing_device();
		break;
	case -EPERM:
	case -EACCES:
		explain_permission();
		break;
	case -EBUSY:
		diag("too many sessions of captrace run: end one, or see the "
		     "module parameter max_sessions");
		break;
	case -EPROTO:
		diag("the module that is loaded is of another version: "
		     "'rmmod captrace && modprobe captrace'");
		break;
	default:
		diag_errno(err, "cannot open " SOURCE_DEVICE);
	}
}

void doctor_explain_start(int err)
{
	switch (err) {
	case -ENODATA:
		diag("kprobes are switched off, nothing can be seen: "
		     "'echo 1 > /sys/kernel/debug/kprobes/enabled' or "
		     "'sysctl kernel.ftrace_enabled=1' switches them on");
		break;
	case -ENOMEM:
		diag("no memory for the buffers: --buffer takes less");
		break;
	default:
		diag_errno(err, "cannot start to trace");
	}
}

void doctor_explain_refusal(int err, const struct privileges_refusal *refusal,
			    const struct privileges *privileges,
			    const char *command)
{
	const char *user = privileges->user.name;
	char cap[CAPS_NAME_SIZE];

	switch (refusal->step) {
	case PRIVILEGES_GIVE_CAP:
		diag_errno(err, "cannot give %s to '%s'",
			   caps_name(refusal->cap, cap), command);
		break;
	case PRIVILEGES_TAKE_CAP:
		diag_errno(err, "cannot take %s from '%s'",
			   caps_name(refusal->cap, cap), command);
		break;
	case PRIVILEGES_SET_CAPS:
		diag_errno(err, "cannot set the capabilities of '%s'", command);
		break;
	case PRIVILEGES_SET_GROUPS:
		diag_errno(err, "cannot give '%s' the groups of user '%s'",
			   command, user);
		break;
	case PRIVILEGES_SET_USER:
		diag_errno(err, "cannot run '%s' as user '%s'", command, user);
		break;
	case PRIVILEGES_NO_NEW_PRIVS:
		diag_errno(err, "cannot keep '%s' from new privileges",
			   command);
		break;
	}
}
