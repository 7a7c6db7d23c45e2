/* SPDX-License-Identifier: MIT */
/* The turns of all harts, until every machine is down. */
#include "host.h"
#include "monitor.h"

/* More than any guest needs: a guest that hangs fails. */
#define TURNS UINT64_C(200000)

void monitor_fail(struct monitor *monitor, const char *why)
{
	if (!monitor->failed)
		report_result(monitor->report, false, why);
	monitor->failed = true;
}

bool monitor_check(struct monitor *monitor, enum axvcpu_status status)
{
	char message[128];

	if (status == AXVCPU_OK)
		return true;
	axvcpu_error_message(message, sizeof message);
	report_comment(message);
	monitor_fail(monitor, "the library refuses no call of the monitor");
	return false;
}

static bool is_running(const struct monitor *monitor)
{
	for (unsigned i = 0; i < MACHINES; i++)
		if (monitor->machines[i].state == MACHINE_RUNNING)
			return true;
	return false;
}

/* A turn for each hart; false: nobody had anything to do. */
static bool round_of_turns(struct monitor *monitor)
{
	bool entered = false;

	for (unsigned i = 0; i < MACHINES; i++)
		for (unsigned j = 0; j < MACHINE_HARTS; j++)
			if (!monitor->failed && hart_turn(&monitor->machines[i].harts[j]))
				entered = true;
	return entered;
}

/* When the first of the harts that sleep is to be woken. */
static uint64_t next_deadline(const struct monitor *monitor)
{
	uint64_t first = UINT64_MAX;

	for (unsigned i = 0; i < MACHINES; i++)
		for (unsigned j = 0; j < MACHINE_HARTS; j++) {
			const struct hart *hart = &monitor->machines[i].harts[j];

			if (axvcpu_state(hart->vcpu) == AXVCPU_STATE_BLOCKED &&
			    axvcpu_deadline(hart->vcpu) < first)
				first = axvcpu_deadline(hart->vcpu);
		}
	return first;
}

static void sleep_until_deadline(struct monitor *monitor)
{
	uint64_t deadline = next_deadline(monitor);

	if (deadline == UINT64_MAX)
		monitor_fail(monitor, "no hart waits for something that never comes");
	else
		host_sleep(deadline);
}

static void take_turns(struct monitor *monitor)
{
	while (!monitor->failed && is_running(monitor)) {
		if (++monitor->turns > TURNS)
			monitor_fail(monitor, "the guest comes to an end");
		else if (!round_of_turns(monitor) && is_running(monitor))
			sleep_until_deadline(monitor);
	}
}

static bool create(struct monitor *monitor, struct axvcpu_config *config)
{
	for (unsigned i = 0; i < MACHINES; i++) {
		monitor->machines[i].monitor = monitor;
		monitor->machines[i].id = config->vm_id = i;
		if (!machine_create(&monitor->machines[i], config))
			return false;
	}
	return true;
}

/* Large, so neither on the stack nor in need of an allocator. */
static struct monitor the_monitor;

void monitor_run(enum axvcpu_backend backend, const void *image, size_t size,
		 struct report *report)
{
	struct axvcpu_config config = {
		AXVCPU_CONFIG_INIT, .arch = AXVCPU_ARCH_RISCV64, .backend = backend,
	};
	struct monitor *monitor = &the_monitor;

	*monitor = (struct monitor){ .report = report, .image = image, .size = size };
	if (create(monitor, &config)) {
		machine_boot(&monitor->machines[0]);
		take_turns(monitor);
	}
	report_result(report, monitor->machines[0].state == MACHINE_OFF,
		      "the guest powers its machine off");
	report_result(report, report->planned == report->printed, "the guest keeps its plan");
	for (unsigned i = 0; i < MACHINES; i++)
		machine_destroy(&monitor->machines[i]);
}
