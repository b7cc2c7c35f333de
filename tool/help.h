/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_HELP_H
#define CAPTRACE_HELP_H

/* What a complaint about the command line ends with. */
#define HELP_HINT "try 'captrace --help'"

/* The text of --help. */
const char *help_text(void);

#endif
