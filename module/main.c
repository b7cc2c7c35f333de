// SPDX-License-Identifier: GPL-2.0-only
#include <linux/module.h>

#include "device.h"
#include "list.h"
#include "lsm.h"
#include "outcome.h"
#include "probe.h"
#include "rings.h"
#include "sight.h"
#include "sites.h"
#include "task.h"
#include "version.h"

static unsigned int max_sessions = CAPTRACE_LIST_MAX;
module_param(max_sessions, uint, 0444);
MODULE_PARM_DESC(max_sessions, "sessions that may be open at once, at most 64");

static unsigned int ring_records = 8192;
module_param(ring_records, uint, 0444);
MODULE_PARM_DESC(ring_records, "records in each CPU's ring by default");

static unsigned int maxactive = 4096;
module_param(maxactive, uint, 0444);
MODULE_PARM_DESC(maxactive,
		 "checks that can be under way at once without loss");

static int __init captrace_init(void)
{
	int err;

	maxactive = clamp_t(unsigned int, maxactive, 1, 1u << 20);
	err = captrace_probe_init(maxactive);
	if (err)
		return err;

	err = captrace_task_init();
	if (err)
		return err;

	captrace_outcome_init();
	captrace_lsm_init(maxactive);
	captrace_sites_init(maxactive);

	captrace_list_init(max_sessions);
	err = captrace_rings_init(ring_records);
	if (err)
		goto err_exit_outcome;

	err = captrace_device_init();
	if (err)
		goto err_exit_rings;

	return 0;

err_exit_rings:
	captrace_rings_exit();
err_exit_outcome:
	captrace_outcome_exit();
	return err;
}

static void __exit captrace_exit(void)
{
	captrace_device_exit();
	captrace_sight_unwatch();
	captrace_sites_exit();
	captrace_outcome_exit();
	captrace_rings_exit();
}

module_init(captrace_init);
module_exit(captrace_exit);

MODULE_DESCRIPTION("Lists the capabilities that processes use");
MODULE_LICENSE("GPL v2");
MODULE_VERSION(CAPTRACE_VERSION);
