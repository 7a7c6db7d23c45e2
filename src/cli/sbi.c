/* SPDX-License-Identifier: MIT */
/* Firmware calls that the library hands on. Sections are of the SBI specification, 2.0. */
#include <config.h>

#include <axvcpu/riscv64.h>
#include <axvcpu/sbi.h>

#include "guest_memory.h"
#include "sbi.h"

/* A call that moves more than this at once says how much it did move. */
#define CONSOLE_MOST 65536

struct answer {
	int64_t error;
	uint64_t value;
};

enum axvcpu_status sbi_return(struct axvcpu *caller, int64_t error, uint64_t value)
{
	enum axvcpu_status status =
		axvcpu_set_register(caller, AXVCPU_REGISTER_RETURN, (uint64_t)error);

	if (status != AXVCPU_OK)
		return status;
	return axvcpu_set_register(caller, AXVCPU_REGISTER_RETURN1, value);
}

/* 12: a0 bytes at a1, whose upper half a2 can only be 0 here. */
static bool is_buffer(struct machine *machine, const uint64_t *args)
{
	return args[2] == 0 && guest_memory_has(machine_space(machine), args[1], args[0]);
}

static uint64_t bounded(uint64_t size)
{
	return size < CONSOLE_MOST ? size : CONSOLE_MOST;
}

static struct answer console_write_memory(struct machine *machine, const uint64_t *args)
{
	uint64_t done = 0, size = bounded(args[0]);

	if (!is_buffer(machine, args))
		return (struct answer){ AXVCPU_SBI_INVALID_PARAM, 0 };
	while (done < size) {
		uint64_t part = size - done;
		uint8_t *bytes = guest_memory_at(machine_space(machine), args[1] + done, &part);

		if (!bytes)
			break;
		console_write(machine_console(machine), bytes, (size_t)part);
		done += part;
	}
	return (struct answer){ AXVCPU_SBI_SUCCESS, done };
}

static struct answer console_read_memory(struct machine *machine, const uint64_t *args)
{
	uint64_t done = 0, size = bounded(args[0]), one = 1;
	int byte;

	if (!is_buffer(machine, args))
		return (struct answer){ AXVCPU_SBI_INVALID_PARAM, 0 };
	while (done < size && (byte = console_read(machine_console(machine))) >= 0) {
		uint8_t *place = guest_memory_at(machine_space(machine), args[1] + done, &one);

		if (!place)
			break;
		*place = (uint8_t)byte;
		done++;
	}
	return (struct answer){ AXVCPU_SBI_SUCCESS, done };
}

static struct answer console_write_byte(struct machine *machine, const uint64_t *args)
{
	uint8_t byte = (uint8_t)args[0];

	console_write(machine_console(machine), &byte, 1);
	return (struct answer){ AXVCPU_SBI_SUCCESS, 0 };
}

/* 5.3: the byte, or -1. */
static struct answer legacy_getchar(struct machine *machine, const uint64_t *args)
{
	(void)args;
	return (struct answer){ console_read(machine_console(machine)), 0 };
}

static struct answer hart_get_status(struct machine *machine, const uint64_t *args)
{
	int64_t state = machine_hart_status(machine, args[0]);

	return state < 0 ? (struct answer){ state, 0 }
			 : (struct answer){ AXVCPU_SBI_SUCCESS, (uint64_t)state };
}

/* One that is stopped does not get it, or it would come when the hart is started again. */
static void interrupt(struct machine *machine, uint32_t hart)
{
	if (machine_hart_status(machine, hart) == HART_STOPPED)
		return;
	axvcpu_inject_interrupt(machine_vcpu(machine, hart), AXVCPU_RISCV64_INTERRUPT_SOFTWARE);
}

/*
 * 5.5: the mask lies in guest memory, at an address that the guest translates.
 * An interrupt too many is harmless where one too few is not: interrupt all.
 */
static struct answer legacy_send_ipi(struct machine *machine, const uint64_t *args)
{
	(void)args;
	for (uint32_t i = 0; i < machine_harts(machine); i++)
		interrupt(machine, i);
	return (struct answer){ AXVCPU_SBI_SUCCESS, 0 };
}

/* 5.6 to 5.8: likewise, every hart drops what it cached. */
static struct answer legacy_fence(struct machine *machine, const uint64_t *args)
{
	(void)args;
	return (struct answer){ axvcpu_space_flush(machine_space(machine)) == AXVCPU_OK
				? AXVCPU_SBI_SUCCESS : AXVCPU_SBI_FAILED, 0 };
}

/*
 * 3.2: whether the base of a mask and every bit of it are harts; a base of -1 is
 * all harts.
 */
static bool is_mask(struct machine *machine, uint64_t mask, uint64_t base)
{
	uint64_t count = machine_harts(machine);

	if (base == UINT64_MAX)
		return true;
	if (base >= count)
		return false;
	return count - base >= 64 || mask >> (count - base) == 0;
}

/* 8.1 to 8.3, with a hart that is stopped or not there: more harts than it names drop more. */
static struct answer remote_fence(struct machine *machine, const uint64_t *args)
{
	if (!is_mask(machine, args[0], args[1]))
		return (struct answer){ AXVCPU_SBI_INVALID_PARAM, 0 };
	return legacy_fence(machine, args);
}

/* A legacy call has no function number and returns in a0 alone. */
static const struct sbi_row {
	uint32_t extension, function;
	bool is_legacy;
	struct answer (*call)(struct machine *machine, const uint64_t *args);
} rows[] = {
	{ AXVCPU_SBI_EXTENSION_LEGACY_PUTCHAR, 0, true, console_write_byte },
	{ AXVCPU_SBI_EXTENSION_LEGACY_GETCHAR, 0, true, legacy_getchar },
	{ AXVCPU_SBI_EXTENSION_LEGACY_SEND_IPI, 0, true, legacy_send_ipi },
	{ AXVCPU_SBI_EXTENSION_LEGACY_FENCE_I, 0, true, legacy_fence },
	{ AXVCPU_SBI_EXTENSION_LEGACY_FENCE_VMA, 0, true, legacy_fence },
	{ AXVCPU_SBI_EXTENSION_LEGACY_FENCE_ASID, 0, true, legacy_fence },
	{ AXVCPU_SBI_EXTENSION_RFENCE, AXVCPU_SBI_RFENCE_REMOTE_FENCE_I, false, remote_fence },
	{ AXVCPU_SBI_EXTENSION_RFENCE, AXVCPU_SBI_RFENCE_REMOTE_SFENCE_VMA, false, remote_fence },
	{ AXVCPU_SBI_EXTENSION_RFENCE, AXVCPU_SBI_RFENCE_REMOTE_SFENCE_VMA_ASID, false,
	  remote_fence },
	{ AXVCPU_SBI_EXTENSION_HSM, AXVCPU_SBI_HSM_HART_GET_STATUS, false, hart_get_status },
	{ AXVCPU_SBI_EXTENSION_DBCN, AXVCPU_SBI_DBCN_CONSOLE_WRITE, false, console_write_memory },
	{ AXVCPU_SBI_EXTENSION_DBCN, AXVCPU_SBI_DBCN_CONSOLE_READ, false, console_read_memory },
	{ AXVCPU_SBI_EXTENSION_DBCN, AXVCPU_SBI_DBCN_CONSOLE_WRITE_BYTE, false, console_write_byte },
};

static const struct sbi_row *find(uint64_t number)
{
	uint32_t extension = (uint32_t)(number >> 32), function = (uint32_t)number;

	for (const struct sbi_row *row = rows; row < rows + sizeof rows / sizeof *rows; row++)
		if (row->extension == extension && (row->is_legacy || row->function == function))
			return row;
	return NULL;
}

/* Experimental and vendor extensions come here too; this platform has none. */
enum axvcpu_status sbi_call(struct machine *machine, struct axvcpu *caller,
			    const struct axvcpu_exit_hypercall *call)
{
	const struct sbi_row *row = find(call->nr);

	if (!row)
		return sbi_return(caller, AXVCPU_SBI_NOT_SUPPORTED, 0);
	struct answer answer = row->call(machine, call->args);

	if (row->is_legacy)
		return axvcpu_set_register(caller, AXVCPU_REGISTER_RETURN, (uint64_t)answer.error);
	return sbi_return(caller, answer.error, answer.value);
}

/* Whether the mask counted from its base names a hart; one past 64 does not. */
static bool is_target(const struct axvcpu_exit_send_ipi *ipi, uint64_t id)
{
	uint64_t bit = id - ipi->target_cpu_aux;

	return ipi->send_to_all || (id >= ipi->target_cpu_aux && bit < 64 &&
				    ipi->target_cpu >> bit & 1);
}

int64_t sbi_send_ipi(struct machine *machine, const struct axvcpu_exit_send_ipi *ipi)
{
	if (!is_mask(machine, ipi->target_cpu, ipi->target_cpu_aux))
		return AXVCPU_SBI_INVALID_PARAM;
	for (uint32_t i = 0; i < machine_harts(machine); i++)
		if (is_target(ipi, i))
			interrupt(machine, i);
	return AXVCPU_SBI_SUCCESS;
}
