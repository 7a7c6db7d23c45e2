/* SPDX-License-Identifier: MIT */
/* CSRs: what they hold, who may access them, and which trap is whose (10.1, 18.6.1). */
#include "soft_machine.h"

#define ILLEGAL 2u
#define VIRTUAL 22u

/* A CSR after a write of all ones from all zero. */
struct mask {
	const char *name;
	unsigned csr;
	uint64_t zeros, ones;
};

static const struct mask masks[] = {
	{"sstatus: SIE, SPIE, SPP, SUM, MXR; UXL is 2", SSTATUS, UINT64_C(2) << 32,
	 UINT64_C(2) << 32 | 0xc0122},
	{"sie: SSIE, STIE, SEIE", SIE, 0, 0x222},
	{"stvec: mode 2 and 3 are reserved", STVEC, 0, UINT64_MAX - 2},
	{"scounteren: CY, TM, IR", SCOUNTEREN, 0, 7},
	{"senvcfg: FIOM", SENVCFG, 0, 1},
	{"sscratch", SSCRATCH, 0, UINT64_MAX},
	{"sepc: instructions are 2-byte aligned", SEPC, 0, UINT64_MAX - 1},
	{"scause", SCAUSE, 0, UINT64_MAX},
	{"stval", STVAL, 0, UINT64_MAX},
	{"sip: SSIP", SIP, 0, 2},
	{"satp: no mode 15, so nothing changes", SATP, 0, 0},
	{"stimecmp", STIMECMP, 0, UINT64_MAX},
};

static void write_all(struct machine *machine, const struct mask *mask)
{
	LOAD_PROGRAM(machine, CSRW(mask->csr, ZERO), CSRR(A0, mask->csr), CSRW(mask->csr, A2),
		     CSRR(A1, mask->csr), CSRW(mask->csr, ZERO), END);
	machine_set(machine, A2, UINT64_MAX);
	machine_run(machine);
	ok(machine_ended(machine), "%s: accessible", mask->name);
	is_u64(machine_get(machine, A0), mask->zeros, "%s: zeros", mask->name);
	is_u64(machine_get(machine, A1), mask->ones, "%s: ones", mask->name);
}

/* I 6.1. */
static void forms(struct machine *machine)
{
	LOAD_PROGRAM(machine, CSRRWI(A0, SSCRATCH, 0x15), CSRRS(A1, SSCRATCH, T0),
		     CSRRC(A2, SSCRATCH, T1), CSRRSI(A3, SSCRATCH, 1), CSRRCI(A4, SSCRATCH, 0x1f),
		     CSRRW(S0, SSCRATCH, T0), CSRRW(T0, SSCRATCH, T0), END);
	machine_set(machine, T0, 0xff00);
	machine_set(machine, T1, 0x8004);
	machine_run(machine);
	ok(machine_ended(machine), "every form executes");
	is_u64(machine_get(machine, A0), 0, "csrrwi yields the old value");
	is_u64(machine_get(machine, A1), 0x15, "and writes its immediate");
	is_u64(machine_get(machine, A2), 0xff15, "csrrs sets");
	is_u64(machine_get(machine, A3), 0x7f11, "csrrc clears");
	is_u64(machine_get(machine, A4), 0x7f11, "csrrsi sets a bit that is set");
	is_u64(machine_get(machine, S0), 0x7f00, "csrrci clears five bits");
	is_u64(machine_get(machine, T0), 0xff00, "csrrw of one register swaps");
}

/* One instruction in a mode; the guest's trap handler is an END. */
static void execute(struct machine *machine, uint64_t mode, uint32_t insn)
{
	LOAD_PROGRAM(machine, insn, END);
	PUT_PROGRAM(machine, HANDLER, END);
	machine_set(machine, CSR(STVEC), HANDLER);
	machine_set(machine, AXVCPU_RISCV64_MODE, mode);
	machine_run(machine);
}

static void traps(struct machine *machine, uint64_t mode, uint32_t insn, const char *name)
{
	execute(machine, mode, insn);
	is_guest_trap(machine, ILLEGAL, insn, RAM_BASE, name);
	is_u64(machine_get(machine, AXVCPU_RISCV64_MODE), 1, "%s: the supervisor has it", name);
}

/* Leaves the guest as a virtual-instruction exception that becomes this exit. */
static void leaves(struct machine *machine, uint64_t mode, uint32_t insn,
		   enum axvcpu_exit_reason reason, const char *name)
{
	execute(machine, mode, insn);
	is_u64(machine->exit->syndrome.hext.scause, VIRTUAL, "%s: virtual instruction", name);
	is_u64(machine->exit->syndrome.hext.stval, insn, "%s: stval has it", name);
	is_u64(machine->exit->pc, RAM_BASE, "%s: before it took effect", name);
	is_u64(machine->exit->syndrome.hext.hstatus >> 8 & 1, mode, "%s: SPVP", name);
	is_u64(machine->exit->syndrome.hext.hstatus >> 6 & 1, 0, "%s: no GVA", name);
	is_str(axvcpu_exit_name(machine->exit->reason), axvcpu_exit_name(reason), "%s", name);
}

static void of_supervisor(struct machine *machine)
{
	traps(machine, 1, CSRR(A0, 0x300), "mstatus");
	traps(machine, 1, CSRR(A0, 0xf14), "mhartid");
	traps(machine, 1, CSRR(A0, 0x003), "fcsr, without F");
	traps(machine, 1, CSRR(A0, 0x15a), "a CSR that nobody has");
	traps(machine, 1, CSRR(A0, 0x680 + 1), "a hypervisor CSR that nobody has");
	traps(machine, 1, CSRW(CYCLE, A0), "a write of cycle");
	traps(machine, 1, CSRRSI(A0, TIME, 1), "setting a bit of time");
	traps(machine, 1, CSRW(0xe12, A0), "a write of hgeip, which is read-only");
	traps(machine, 1, 0x30200073, "mret");
	traps(machine, 1, 0x10200073 | A0 << 7, "sret with a register");
	leaves(machine, 1, CSRR(A0, 0x600), AXVCPU_EXIT_SYSREG_READ, "hstatus");
	leaves(machine, 1, CSRR(A0, 0xe12), AXVCPU_EXIT_SYSREG_READ, "hgeip");
	leaves(machine, 1, CSRW(0x280, A0), AXVCPU_EXIT_SYSREG_WRITE, "vsatp");
	leaves(machine, 1, CSRR(A0, 0xc03), AXVCPU_EXIT_SYSREG_READ, "hpmcounter3");
	leaves(machine, 1, CSRR(A0, 0xc1f), AXVCPU_EXIT_SYSREG_READ, "hpmcounter31");
	leaves(machine, 1, HFENCE_GVMA, AXVCPU_EXIT_UNKNOWN, "hfence.gvma");
	leaves(machine, 1, HLV_W(A0, A1), AXVCPU_EXIT_UNKNOWN, "hlv.w");
	leaves(machine, 1, WFI, AXVCPU_EXIT_HALT, "wfi");
}

static void of_user(struct machine *machine)
{
	traps(machine, 0, CSRR(A0, 0x300), "mstatus in user mode");
	traps(machine, 0, CSRR(A0, 0x003), "fcsr in user mode");
	traps(machine, 0, CSRW(CYCLE, A0), "a write of cycle in user mode");
	leaves(machine, 0, CSRR(A0, SSTATUS), AXVCPU_EXIT_UNKNOWN, "sstatus in user mode");
	leaves(machine, 0, CSRR(A0, 0x600), AXVCPU_EXIT_UNKNOWN, "hstatus in user mode");
	leaves(machine, 0, CSRR(A0, CYCLE), AXVCPU_EXIT_SYSREG_READ,
	       "cycle withheld from the user");
	leaves(machine, 0, CSRR(A0, STIMECMP), AXVCPU_EXIT_UNKNOWN, "stimecmp in user mode");
	leaves(machine, 0, SRET, AXVCPU_EXIT_UNKNOWN, "sret in user mode");
	leaves(machine, 0, SFENCE_VMA(ZERO, ZERO), AXVCPU_EXIT_UNKNOWN, "sfence.vma in user mode");
	leaves(machine, 0, WFI, AXVCPU_EXIT_UNKNOWN, "wfi in user mode");
	LOAD_PROGRAM(machine, CSRR(A0, INSTRET), CSRR(A1, CYCLE), CSRR(A2, TIME), END);
	machine_set(machine, CSR(SCOUNTEREN), 7);
	machine_set(machine, AXVCPU_RISCV64_MODE, 0);
	machine_run(machine);
	ok(machine_ended(machine), "the user reads counters that scounteren gives it");
}

/* The count is of instructions before the one that reads it (I 7). */
static void instret(struct machine *machine)
{
	LOAD_PROGRAM(machine, NOP, NOP, NOP, CSRR(A0, INSTRET), NOP, CSRR(A1, INSTRET), END);
	machine_run(machine);
	is_u64(machine_get(machine, A0), 3, "instret");
	is_u64(machine_get(machine, A1), 5, "instret, later");
	is_u64(machine_get(machine, AXVCPU_RISCV64_INSTRET), 6, "the faulting load is not retired");
	LOAD_PROGRAM(machine, NOP, CSRR(A0, INSTRET), CSRW(INSTRET, ZERO), END);
	PUT_PROGRAM(machine, HANDLER, END);
	machine_set(machine, CSR(STVEC), HANDLER);
	machine_set(machine, AXVCPU_RISCV64_INSTRET, 1000);
	machine_run(machine);
	is_u64(machine_get(machine, A0), 1001, "instret goes on from what the caller wrote");
	is_guest_trap(machine, ILLEGAL, CSRW(INSTRET, ZERO), RAM_BASE + 8, "the guest's write");
}

static void calls(struct machine *machine)
{
	execute(machine, 0, ECALL);
	is_guest_trap(machine, 8, 0, RAM_BASE, "ecall of the user");
	is_u64(machine_get(machine, CSR(SSTATUS)) & 0x100, 0, "SPP is user");
	execute(machine, 1, EBREAK);
	is_guest_trap(machine, 3, RAM_BASE, RAM_BASE, "ebreak");
	is_u64(machine_get(machine, CSR(SSTATUS)) & 0x100, 0x100, "SPP is supervisor");
}

/* sret restores SIE from SPIE, sets SPIE, clears SPP (10.1.1). */
static void returns(struct machine *machine)
{
	LOAD_PROGRAM(machine, SRET);
	PUT_PROGRAM(machine, HANDLER, END);
	machine_set(machine, CSR(SEPC), HANDLER + 1);
	machine_set(machine, CSR(SSTATUS), 0x120);
	machine_run(machine);
	is_u64(machine->exit->pc, HANDLER, "sret goes to sepc, bit 0 dropped");
	is_u64(machine_get(machine, CSR(SSTATUS)) & 0x122, 0x22, "SIE from SPIE, SPP cleared");
	is_u64(machine_get(machine, AXVCPU_RISCV64_MODE), 1, "to the supervisor");
	machine_set(machine, CSR(SSTATUS), 0);
	machine_set(machine, AXVCPU_RISCV64_PC, RAM_BASE);
	machine_run(machine);
	is_u64(machine_get(machine, CSR(SSTATUS)) & 0x122, 0x20, "SIE cleared, SPIE set");
	is_u64(machine_get(machine, AXVCPU_RISCV64_MODE), 0, "to the user");
}

static void injected(struct machine *machine)
{
	LOAD_PROGRAM(machine, CSRR(A0, 0x600), END);
	PUT_PROGRAM(machine, HANDLER, END);
	machine_set(machine, CSR(STVEC), HANDLER | 1);
	machine_run(machine);
	ok(axvcpu_inject_exception(machine->vcpu, 24, 0) == AXVCPU_BAD_ARGUMENT,
	   "no guest has exception 24");
	ok(axvcpu_inject_exception(machine->vcpu, UINT64_MAX, 0) == AXVCPU_BAD_ARGUMENT,
	   "nor the last one of all");
	must(axvcpu_inject_exception(machine->vcpu, 2, CSRR(A0, 0x600)));
	machine_run(machine);
	is_guest_trap(machine, 2, CSRR(A0, 0x600), RAM_BASE, "an injected exception");
}

static void by_number(struct machine *machine)
{
	uint64_t value;

	LOAD_PROGRAM(machine, END);
	machine_set(machine, ZERO, 5);
	is_u64(machine_get(machine, ZERO), 0, "a write of x0 is dropped");
	ok(axvcpu_get_register(machine->vcpu, 32, &value) == AXVCPU_BAD_ARGUMENT, "no x32");
	ok(axvcpu_get_register(machine->vcpu, CSR(0x300), &value) == AXVCPU_BAD_ARGUMENT,
	   "no mstatus");
	ok(axvcpu_get_register(machine->vcpu, UINT32_MAX, &value) == AXVCPU_BAD_ARGUMENT,
	   "no last one");
	ok(axvcpu_set_register(machine->vcpu, AXVCPU_RISCV64_PC, 1) == AXVCPU_BAD_ARGUMENT,
	   "no odd pc");
	ok(axvcpu_set_register(machine->vcpu, AXVCPU_RISCV64_MODE, 2) == AXVCPU_BAD_ARGUMENT,
	   "no third mode");
	machine_set(machine, CSR(SIP), 0x222);
	is_u64(machine_get(machine, CSR(SIP)), 0x222, "the caller may set every bit of sip");
}

int main(void)
{
	struct machine machine;
	unsigned i;

	machine_make(&machine);
	for (i = 0; i < sizeof masks / sizeof masks[0]; i++)
		write_all(&machine, &masks[i]);
	forms(&machine);
	of_supervisor(&machine);
	of_user(&machine);
	instret(&machine);
	calls(&machine);
	returns(&machine);
	injected(&machine);
	by_number(&machine);
	machine_end(&machine);
	return done_testing();
}
