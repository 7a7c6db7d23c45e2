/* SPDX-License-Identifier: MIT */
/* The virtual machine: made, run and taken apart. */
#include <config.h>

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include <axvcpu/soft.h>

#include "machine.h"
#include "message.h"
#include "progress.h"
#include "signals.h"

struct axvcpu_space *machine_space(struct machine *machine)
{
	return machine->space;
}

struct console *machine_console(struct machine *machine)
{
	return &machine->console;
}

uint32_t machine_harts(struct machine *machine)
{
	return machine->count;
}

struct axvcpu *machine_vcpu(struct machine *machine, uint32_t hart)
{
	return machine->harts[hart].vcpu;
}

static enum outcome refuse(void)
{
	char message[160];

	axvcpu_error_message(message, sizeof message);
	complain("%s", message);
	return OUTCOME_HOST;
}

static enum outcome make_ram(struct machine *machine)
{
	uint64_t size = machine->options->memory;
	void *ram = size > SIZE_MAX ? MAP_FAILED
		: mmap(NULL, (size_t)size, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (ram == MAP_FAILED) {
		complain("--memory: the host has no room for %" PRIu64 " bytes", size);
		return OUTCOME_USAGE;
	}
	machine->ram = ram;
	return OUTCOME_OFF;
}

static enum outcome map_ram(struct machine *machine)
{
	enum axvcpu_status status =
		axvcpu_space_map(machine->space, RAM_BASE, machine->ram, machine->options->memory,
				 AXVCPU_MAP_READ | AXVCPU_MAP_WRITE | AXVCPU_MAP_EXECUTE);

	if (status == AXVCPU_BAD_ADDRESS) {
		complain("--memory: a guest-physical address space has not so much room");
		return OUTCOME_USAGE;
	}
	return status == AXVCPU_OK ? OUTCOME_OFF : refuse();
}

/* From any thread: a hart that sleeps in wait_for_interrupt goes on. */
static void on_wake(struct axvcpu *vcpu, void *context)
{
	struct hart *hart = context;

	(void)vcpu;
	pthread_mutex_lock(&hart->machine->lock);
	pthread_cond_signal(&hart->changed);
	pthread_mutex_unlock(&hart->machine->lock);
}

/* Sleepers wait for a time of the clock that the library uses. */
static void make_condition(pthread_cond_t *condition)
{
	pthread_condattr_t attributes;

	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(condition, &attributes);
	pthread_condattr_destroy(&attributes);
}

static enum outcome make_hart(struct machine *machine, struct axvcpu_config *config)
{
	struct hart *hart = &machine->harts[machine->count];

	*hart = (struct hart){
		.machine = machine,
		.id = machine->count,
		.state = HART_STOPPED,
		.budget = machine->options->max_instructions,
	};
	make_condition(&hart->changed);
	config->vcpu_id = hart->id;
	config->context = hart;
	if (axvcpu_create(config, &hart->vcpu) != AXVCPU_OK)
		return refuse();
	machine->count++;
	return OUTCOME_OFF;
}

static enum outcome make_harts(struct machine *machine, struct axvcpu_config *config)
{
	uint32_t wanted = machine->options->cpus;
	enum outcome outcome = OUTCOME_OFF;

	machine->harts = calloc(wanted, sizeof *machine->harts);
	if (!machine->harts) {
		complain("no memory");
		return OUTCOME_HOST;
	}
	while (machine->count < wanted && outcome == OUTCOME_OFF)
		outcome = make_hart(machine, config);
	return outcome;
}

enum outcome machine_create(struct machine *machine, const struct run_options *options,
			    enum axvcpu_backend backend)
{
	struct axvcpu_soft_config soft = {
		.size = sizeof soft,
		.extensions = options->isa == ISA_RV64GC ? AXVCPU_SOFT_FLOAT : 0,
	};
	struct axvcpu_config config = {
		AXVCPU_CONFIG_INIT, .arch = AXVCPU_ARCH_RISCV64, .backend = backend,
		.notify = on_wake,
		.arch_config = backend == AXVCPU_BACKEND_SOFT ? &soft : NULL,
	};

	*machine = (struct machine){ .options = options };
	pthread_mutex_init(&machine->lock, NULL);
	console_start(&machine->console);
	bus_start(&machine->bus, &machine->console);
	trace_start(&machine->trace, options->trace, &machine->console);
	enum outcome outcome = make_ram(machine);

	if (outcome == OUTCOME_OFF && axvcpu_space_create(&config, &machine->space) != AXVCPU_OK)
		outcome = refuse();
	if (outcome == OUTCOME_OFF)
		outcome = map_ram(machine);
	return outcome == OUTCOME_OFF ? make_harts(machine, &config) : outcome;
}

/* Every thread has ended, so nothing here can be in use. */
void machine_destroy(struct machine *machine)
{
	for (uint32_t i = 0; i < machine->count; i++)
		if (axvcpu_destroy(machine->harts[i].vcpu) != AXVCPU_OK)
			refuse();
	if (machine->space && axvcpu_space_destroy(machine->space) != AXVCPU_OK)
		refuse();
	if (machine->ram)
		munmap(machine->ram, (size_t)machine->options->memory);
	free(machine->harts);
}

static void wake_everybody(struct machine *machine)
{
	for (uint32_t i = 0; i < machine->count; i++) {
		struct hart *hart = &machine->harts[i];

		axvcpu_kick(hart->vcpu);
		axvcpu_wake(hart->vcpu);
		pthread_mutex_lock(&machine->lock);
		pthread_cond_signal(&hart->changed);
		pthread_mutex_unlock(&machine->lock);
	}
}

void machine_end(struct machine *machine, enum outcome outcome, const char *why)
{
	pthread_mutex_lock(&machine->lock);
	bool is_first = !machine->ending;

	if (is_first) {
		machine->outcome = outcome;
		machine->why = why;
	}
	machine->ending = true;
	pthread_mutex_unlock(&machine->lock);
	if (is_first) {
		wake_everybody(machine);
		signals_raise(0);
	}
}

static void start_threads(struct machine *machine)
{
	for (; machine->running < machine->count; machine->running++) {
		struct hart *hart = &machine->harts[machine->running];

		if (pthread_create(&hart->thread, NULL, hart_main, hart) != 0) {
			machine_end(machine, OUTCOME_HOST, "no thread for a virtual CPU");
			return;
		}
	}
}

/* Sleep until a signal, the time limit or a hart ends the machine. */
static void watch(struct machine *machine)
{
	switch (progress_wait(machine)) {
	case SIGNALS_TIMEOUT:
		machine_end(machine, OUTCOME_EXHAUSTED, "stopped: the time limit is reached");
		break;
	case SIGINT:
		machine_end(machine, OUTCOME_INTERRUPTED, "interrupted");
		break;
	case SIGTERM:
		machine_end(machine, OUTCOME_TERMINATED, "terminated");
		break;
	}
}

enum outcome machine_run(struct machine *machine, uint64_t entry, uint64_t argument)
{
	machine->harts[0].entry = entry;
	machine->harts[0].argument = argument;
	machine->harts[0].state = HART_START_PENDING;
	start_threads(machine);
	watch(machine);
	console_stop(&machine->console);
	for (uint32_t i = 0; i < machine->running; i++)
		pthread_join(machine->harts[i].thread, NULL);
	if (machine->why)
		complain("%s", machine->why);
	return machine->outcome;
}
