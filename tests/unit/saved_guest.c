/* SPDX-License-Identifier: MIT */
/* A guest that makes most exits there are, and what answers it. */
#include "saved_guest.h"

#include <stdlib.h>
#include <string.h>

#include <axvcpu/names.h>

enum {
	DEVICE = 0x10000000,
	RAISE = DEVICE + 0x100,   /* a write raises the line */
	LOWER = DEVICE + 0x200,   /* a read lowers it */
	INJECT = DEVICE + 0x300,  /* a write injects */
};

#define BLT(rs1, rs2, offset) B_TYPE(4, rs1, rs2, offset)
#define C_NOP_C_NOP 0x00010001u
#define ILLEGAL_INSTRUCTION 2u

/* a1 is the device, s1 memory; t0 and t1 are the handler's. */
static const uint32_t program[] = {
	AUIPC(S1, 2), LUI(A1, DEVICE >> 12), LI(A2, -3), LI(A3, 0x222), CSRW(SIE, A3),
	CSRRSI(ZERO, SSTATUS, 2),
	/* Every width and sign; compressed ones. */
	LOAD(0, A0, A1, 0), LOAD(4, S0, A1, 1), LOAD(1, A3, A1, 2), LOAD(5, A4, A1, 4),
	LW(A0, A1, 8), LOAD(6, S2, A1, 12), LD(S3, A1, 16), C_LD(A0, A1) | C_NOP_C_NOP << 16,
	STORE(0, A0, A1, 0), STORE(1, S0, A1, 2), SW(A3, A1, 4), SD(S3, A1, 8),
	/* Atomic ones, on the device and in memory. */
	AMO(0x00, 2, A0, A1, A2), AMO(0x01, 3, A3, A1, A0), AMO(0x1c, 3, A4, A1, A3),
	SD(A4, A1, 8), SD(A4, S1, 0), AMO(0x00, 3, A0, S1, A2),
	LR(3, S0, S1), ADDI(S0, S0, 1), SC(3, S2, S1, S0), BNE(S2, ZERO, -12),
	LD(A0, S1, 0), SD(A0, A1, 0x18),
	/* Calls: a vendor's, an interrupt for others, a CPU to start, a sleep. */
	LUI(A7, 0x8000), LI(A6, 1), ECALL, SD(A0, A1, 0x20),
	LUI(A7, 0x735), ADDI(A7, A7, 0x049), LI(A6, 0), LI(A0, 2), LI(A1, 0), ECALL,
	LUI(A7, 0x485), ADDI(A7, A7, 0x34d), LI(A0, 1), ECALL,
	LUI(A1, DEVICE >> 12), SD(A0, A1, 0x28), WFI,
	/* What only a hypervisor has, an instruction that is none, a loop, and interrupts. */
	CSRR(A0, 0x600), SD(A0, A1, 0x10), HFENCE_GVMA, 0, LI(S0, 20), ADDI(S0, S0, -1),
	BNE(S0, ZERO, -4),
	SW(A0, A1, 0x100), SW(A0, A1, 0x300), CSRR(A0, SSTATUS), SD(A0, A1, 0x30),
	CSRRCI(ZERO, SSTATUS, 2), SW(A0, A1, 0x300), SW(A0, A1, 0x100), WFI, NOP,
	CSRRSI(ZERO, SSTATUS, 2), CSRR(A0, SSCRATCH), SD(A0, A1, 0x38),
	/* The end. */
	LUI(A7, 0x53525), ADDI(A7, A7, 0x354), LI(A6, 0), LI(A0, 0), LI(A1, 0), ECALL,
};

/* Report the cause; an interrupt ends with its source, an exception behind its instruction. */
static const uint32_t handler[] = {
	CSRR(T0, SCAUSE), SD(T0, A1, 0x40), CSRRS(ZERO, SSCRATCH, T0), BLT(T0, ZERO, 20),
	CSRR(T0, SEPC), ADDI(T0, T0, 4), CSRW(SEPC, T0), SRET,
	LW(T1, A1, 0x200), CSRRCI(ZERO, SIP, 2), SRET,
};

void saved_guest_load(struct machine *machine)
{
	machine_load(machine, program, sizeof program / sizeof *program);
	machine_put(machine, HANDLER, handler, sizeof handler / sizeof *handler);
	machine_set(machine, CSR(STVEC), HANDLER);
}

static void answer_write(struct machine *machine, uint64_t address)
{
	if (address == RAISE)
		must(axvcpu_set_interrupt(machine->vcpu, AXVCPU_RISCV64_INTERRUPT_EXTERNAL, true));
	if (address == INJECT)
		must(axvcpu_inject_interrupt(machine->vcpu, AXVCPU_RISCV64_INTERRUPT_SOFTWARE));
}

static void answer_read(struct machine *machine, uint64_t address)
{
	if (address == LOWER)
		must(axvcpu_set_interrupt(machine->vcpu, AXVCPU_RISCV64_INTERRUPT_EXTERNAL, false));
	must(axvcpu_complete(machine->vcpu,
			     (machine->exit->pc ^ address) * UINT64_C(0x9e3779b97f4a7c15)));
}

void saved_guest_answer(struct machine *machine)
{
	const struct axvcpu_exit *exit = machine->exit;

	switch (exit->reason) {
	case AXVCPU_EXIT_MMIO_READ:
		answer_read(machine, exit->mmio_read.addr);
		break;
	case AXVCPU_EXIT_SYSREG_READ:
		must(axvcpu_complete(machine->vcpu, exit->pc));
		break;
	case AXVCPU_EXIT_MMIO_WRITE:
		answer_write(machine, exit->mmio_write.addr);
		break;
	case AXVCPU_EXIT_HYPERCALL:
	case AXVCPU_EXIT_SEND_IPI:
	case AXVCPU_EXIT_CPU_UP:
		machine_set(machine, A0, exit->pc);
		break;
	case AXVCPU_EXIT_UNKNOWN:
		must(axvcpu_inject_exception(machine->vcpu, ILLEGAL_INSTRUCTION, 0));
		break;
	default:
		break;
	}
}

static void record_payload(FILE *trace, const struct axvcpu_exit *exit)
{
	size_t count;
	const struct axvcpu_field *field = axvcpu_exit_fields(exit->reason, &count);

	for (; count--; field++) {
		fprintf(trace, " %s", field->name);
		for (size_t i = 0; i < (size_t)field->bytes * field->count; i++)
			fprintf(trace, "%02x", ((const uint8_t *)exit)[field->offset + i]);
	}
}

static void record_syndrome(FILE *trace, const struct axvcpu_exit *exit)
{
	const struct axvcpu_hext_syndrome *hext = &exit->syndrome.hext;

	fprintf(trace, " hext %llx %llx %llx %llx %llx %llx %x %x",
		(unsigned long long)hext->scause, (unsigned long long)hext->stval,
		(unsigned long long)hext->htval, (unsigned long long)hext->htinst,
		(unsigned long long)hext->hstatus, (unsigned long long)hext->gpa, hext->insn,
		hext->have);
}

void saved_guest_record(FILE *trace, const struct machine *machine)
{
	const struct axvcpu_exit *exit = machine->exit;

	if (exit->reason == AXVCPU_EXIT_NOTHING)
		return;
	fprintf(trace, "%llx %s %x length %u retire %u cause %u backend %u",
		(unsigned long long)exit->pc, axvcpu_exit_name(exit->reason), exit->known,
		exit->insn_length, exit->retire, exit->cause, exit->backend);
	record_payload(trace, exit);
	record_syndrome(trace, exit);
	putc('\n', trace);
}

bool saved_guest_is_over(const struct machine *machine)
{
	return machine->exit && machine->exit->reason == AXVCPU_EXIT_SYSTEM_DOWN;
}

void saved_guest_finish(struct machine *machine, FILE *trace, bool owed)
{
	if (owed)
		saved_guest_answer(machine);
	while (!saved_guest_is_over(machine)) {
		machine_run(machine);
		saved_guest_record(trace, machine);
		saved_guest_answer(machine);
	}
}

uint8_t *saved_guest_bytes(struct machine *machine)
{
	size_t size = axvcpu_saved_size(machine->vcpu);
	uint8_t *bytes = malloc(size);

	if (!size || !bytes)
		bail_out("nothing to save, or no memory");
	must(axvcpu_save(machine->vcpu, bytes, size));
	return bytes;
}

void saved_guest_copy(struct machine *from, struct machine *to)
{
	uint8_t *bytes = saved_guest_bytes(from);

	memcpy(to->ram, from->ram, RAM_SIZE);
	must(axvcpu_unbind(to->vcpu));
	must(axvcpu_restore(to->vcpu, bytes, axvcpu_saved_size(to->vcpu), &to->exit));
	must(axvcpu_bind(to->vcpu));
	free(bytes);
}
