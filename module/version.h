/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_VERSION_H
#define CAPTRACE_VERSION_H

#define CAPTRACE_VERSION "0.1.0"

#endif
