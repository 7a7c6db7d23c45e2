/* SPDX-License-Identifier: MIT */
/* The machine: console, end, harts, interrupts. */
#include "../machine.h"

#include <axvcpu/host.h>

#include "../cpu.h"
#include "../print.h"
#include "board.h"
#include "csr.h"
#include "sbi.h"

/* A 16550, which the emulator or the firmware has set up: data, and line status. */
static volatile uint8_t *const uart = (volatile uint8_t *)BOARD_UART;
#define UART_LINE_STATUS 5
#define UART_ROOM        0x20

void machine_put(char byte)
{
	while (!(uart[UART_LINE_STATUS] & UART_ROOM))
		continue;
	uart[0] = (uint8_t)byte;
}

_Noreturn void machine_end(unsigned status)
{
	volatile uint32_t *device = (volatile uint32_t *)BOARD_END_DEVICE;

	*device = status ? status << 16 | 0x3333 : 0x5555;
	for (;;)
		continue;
}

/* It stays in tp, so that it is at hand for the library at each of its calls. */
static inline struct cpu *this_cpu(void)
{
	struct cpu *cpu;

	__asm__("mv %0, tp" : "=r"(cpu));
	return cpu;
}

struct cpu *machine_cpu(void)
{
	return this_cpu();
}

struct axvcpu_percpu *axvcpu_host_percpu(void)
{
	return &this_cpu()->percpu;
}

extern char start_hart[];

void machine_start(struct cpu *cpu)
{
	struct sbi_result result = firmware_call(AXVCPU_SBI_EXTENSION_HSM,
						 AXVCPU_SBI_HSM_HART_START, cpu->hart,
						 (uintptr_t)start_hart, (uintptr_t)cpu);

	if (result.error != AXVCPU_SBI_SUCCESS)
		stop("hart %u does not start: %d", (unsigned)cpu->hart, (int)result.error);
}

void machine_interrupt(struct cpu *cpu)
{
	firmware_call(AXVCPU_SBI_EXTENSION_IPI, AXVCPU_SBI_IPI_SEND_IPI_ALL, 1, cpu->hart, 0);
}

void machine_mask_interrupts(void)
{
	csr_clear(sstatus, STATUS_SIE);
}

void machine_unmask_interrupts(void)
{
	csr_set(sstatus, STATUS_SIE);
}

void machine_wait(void)
{
	__asm__ volatile("wfi" : : : "memory");
}

/* The hint that Zihintpause calls PAUSE is a fence of nothing elsewhere. */
void machine_relax(void)
{
	__asm__ volatile(".4byte 0x0100000f" : : : "memory");
}

extern uint8_t memory_begin[];

uint8_t *machine_memory(void)
{
	return memory_begin;
}

uint8_t *machine_memory_end(void)
{
	return (uint8_t *)BOARD_IMAGE_SIZE_AT;
}

const uint8_t *machine_image(void)
{
	return (const uint8_t *)BOARD_IMAGE;
}

uint64_t machine_image_size(void)
{
	return *(const volatile uint64_t *)BOARD_IMAGE_SIZE_AT;
}

uint64_t machine_image_option(void)
{
	return *(const volatile uint64_t *)BOARD_IMAGE_OPTION_AT;
}
