/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_CAPS_H
#define CAPTRACE_CAPS_H

#define CAPS_NAME_SIZE 32

/*
 * The name of a capability, CAP_CHOWN for 0; CAP_41 where nobody has a name
 * for it.  Either @buf or a string that lives for ever.
 */
const char *caps_name(unsigned int cap, char buf[static CAPS_NAME_SIZE]);

#endif
