/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_CLASSES_H
#define CAPTRACE_CLASSES_H

/* What users call a class (enum captrace_class); NULL if it is not known. */
const char *classes_name(unsigned int class);

#endif
