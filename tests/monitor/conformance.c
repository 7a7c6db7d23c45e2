/* SPDX-License-Identifier: MIT */
/* The monitor of the conformance guests (tests/conformance/README.md) on bare metal. */
#include <config.h>

#include <axvcpu/host.h>
#include <axvcpu/names.h>

#include "../conformance/host.h"
#include "../conformance/monitor.h"
#include "cpu.h"
#include "machine.h"
#include "print.h"

static const enum axvcpu_backend backends[] = {
#ifdef AXVCPU_HAVE_SOFT
	AXVCPU_BACKEND_SOFT,
#endif
#ifdef AXVCPU_HAVE_HEXT
	AXVCPU_BACKEND_HEXT,
#endif
};

/* Of a turn, in nanoseconds. */
#define SLICE 100000

/* What the runner tells beside the image. */
#define OPTION_TRACE 1

void host_print(const char *text, size_t length)
{
	print_bytes(text, length);
}

/* By bytes, as tests/conformance/raw_trace reads it. */
void host_trace(uint32_t machine, uint32_t hart, const struct axvcpu_exit *exit)
{
	static const char digits[] = "0123456789abcdef";
	const uint8_t *bytes = (const uint8_t *)exit;
	char text[2 * sizeof *exit];

	if (machine_image_option() != OPTION_TRACE)
		return;
	for (size_t i = 0; i < sizeof *exit; i++) {
		text[2 * i] = digits[bytes[i] >> 4];
		text[2 * i + 1] = digits[bytes[i] & 15];
	}
	print("# trace %u %u ", machine, hart);
	print_bytes(text, sizeof text);
	print("\n");
}

/* An interrupt that comes between the look and the wait ends the wait. */
void host_sleep(uint64_t until)
{
	cpu_set_timer(until);
	while (axvcpu_now() < until) {
		machine_mask_interrupts();
		machine_wait();
		machine_unmask_interrupts();
	}
}

void host_slice(void)
{
	cpu_set_timer(axvcpu_now() + SLICE);
}

static void run(enum axvcpu_backend backend, struct report *report)
{
	const struct axvcpu_config config = {
		AXVCPU_CONFIG_INIT, .arch = AXVCPU_ARCH_RISCV64, .backend = backend,
	};
	enum axvcpu_status status = axvcpu_percpu_enable(cpu_number(), &config);

	if (status != AXVCPU_OK)
		stop("%s: %s", axvcpu_backend_name(backend), axvcpu_status_name(status));
	report->backend = axvcpu_backend_name(backend);
	report->planned = report->printed = 0;
	monitor_run(backend, machine_image(), machine_image_size(), report);
	status = axvcpu_percpu_disable();
	report_result(report, status == AXVCPU_OK, "it is disabled");
}

int main(void)
{
	struct report report = {0};

	if (machine_image_size() == 0 || machine_image_size() > MACHINE_RAM_SIZE / 2)
		stop("an image of %lu bytes", (unsigned long)machine_image_size());
	for (size_t i = 0; i < sizeof backends / sizeof *backends; i++)
		run(backends[i], &report);
	report_plan(&report);
	return report.failed != 0 || report.count == 0;
}
