/* SPDX-License-Identifier: MIT */
/* What a guest's traps become, and what is looked at before each entry. */
#include <string.h>

#include <axvcpu/axvcpu.h>
#include <axvcpu/sbi.h>

#include "guest.h"
#include "hext_model.h"

#define RV(name) AXVCPU_RISCV64_##name

#define VECTOR (MACHINE_BASE + 0x400)
#define DEVICE UINT64_C(0x10000000)

/* lw a0, 0(a1), and what htinst makes of it (18.6.3); c.lw a0, 0(a1). */
#define LOAD_WORD             0x0005a503u
#define LOAD_WORD_TRANSFORMED 0x00002503u
#define LOAD_WORD_16          0x4188u
#define WFI                   0x10500073u

static void begin(struct machine *machine)
{
	struct model *hart = model_reset();

	hart->csr[number_of_sstatus] = RV(SSTATUS_SIE);
	hart->csr[number_of_hstatus] = RV(HSTATUS_HU) | RV(HSTATUS_SPV);
	must(model_enable(0));
	machine_make(machine);
	must(axvcpu_set_register(machine->vcpu, RV(STVEC), VECTOR));
}

/* The host's SRET must not lead into a guest. */
static void is_hosts_hstatus(const char *what)
{
	is_u64(model_hart()->csr[number_of_hstatus], RV(HSTATUS_HU),
	       "%s: hstatus is the host's, without SPV", what);
}

static void finish(struct machine *machine)
{
	ok(model_hart()->csr[number_of_sstatus] & RV(SSTATUS_SIE),
	   "the host's interrupts are enabled again");
	machine_end(machine);
	must(axvcpu_percpu_disable());
}

static uint64_t get(const struct machine *machine, uint32_t reg)
{
	uint64_t value = UINT64_C(0xdead);

	must(axvcpu_get_register(machine->vcpu, reg, &value));
	return value;
}

static void is_exit(const struct axvcpu_exit *exit, enum axvcpu_exit_reason reason,
		    const char *what)
{
	is_str(axvcpu_exit_name(exit->reason), axvcpu_exit_name(reason), "%s", what);
}

static uint64_t entered_at;

static struct model_trap guest_notes_pc(struct model *hart, struct hext_vcpu *vcpu)
{
	(void)hart;
	entered_at = vcpu->registers.pc;
	return model_sbi_call(vcpu, 0x08000000, 0);
}

static void check_call(void)
{
	const struct axvcpu_exit *exit;
	struct machine machine;

	begin(&machine);
	exit = machine_run(&machine, guest_notes_pc);
	is_exit(exit, AXVCPU_EXIT_HYPERCALL, "a call that nobody answers");
	is_u64(exit->pc, MACHINE_BASE, "its pc");
	is_u64(exit->syndrome.hext.scause, RV(EXCEPTION_SUPERVISOR_CALL), "its cause");
	is_u64(exit->syndrome.hext.hstatus & (RV(HSTATUS_SPV) | RV(HSTATUS_SPVP)),
	       RV(HSTATUS_SPV) | RV(HSTATUS_SPVP), "its privilege");
	is_u64(get(&machine, RV(PC)), MACHINE_BASE, "pc is the call's until it retires");
	(void)machine_run(&machine, guest_notes_pc);
	is_u64(entered_at, MACHINE_BASE + 4, "the next run goes on behind it");
	finish(&machine);
}

static uint64_t load_at, load_htval, load_htinst;

static struct model_trap guest_loads(struct model *hart, struct hext_vcpu *vcpu)
{
	(void)vcpu;
	hart->guest = guest_calls;
	return (struct model_trap){ RV(EXCEPTION_LOAD_GUEST_PAGE), load_at, load_htval,
				    load_htinst };
}

static void check_load(uint64_t htinst, uint32_t insn, unsigned length, const char *what)
{
	const struct axvcpu_exit *exit;
	struct machine machine;

	begin(&machine);
	memcpy(machine.memory, &insn, length);
	load_at = DEVICE;
	load_htval = DEVICE >> 2;
	load_htinst = htinst;
	exit = machine_run(&machine, guest_loads);
	is_exit(exit, AXVCPU_EXIT_MMIO_READ, what);
	is_u64(exit->mmio_read.addr, DEVICE, "%s: its address", what);
	is_u64(exit->mmio_read.width, 4, "%s: its width", what);
	is_hosts_hstatus(what);
	must(axvcpu_complete(machine.vcpu, 0x80000001));
	is_u64(get(&machine, RV(X10)), UINT64_C(0xffffffff80000001), "%s: its value", what);
	(void)machine_run(&machine, guest_notes_pc);
	is_u64(entered_at, MACHINE_BASE + length, "%s: it is stepped over", what);
	finish(&machine);
}

/* The second half of the instruction is on a page that is not there: the guest meets that. */
static void check_fetch_fault(void)
{
	uint16_t half = (uint16_t)LOAD_WORD;
	struct machine machine;

	begin(&machine);
	memcpy(machine.memory + MACHINE_SIZE - 2, &half, 2);
	must(axvcpu_set_register(machine.vcpu, RV(PC), MACHINE_BASE + MACHINE_SIZE - 2));
	load_at = DEVICE;
	load_htval = DEVICE >> 2;
	load_htinst = 0;
	is_exit(machine_run(&machine, guest_loads), AXVCPU_EXIT_HYPERCALL,
		"a fetch that faults is no exit");
	is_u64(model_hart()->entries, 2, "the guest is entered again");
	is_hosts_hstatus("a fetch that faults");
	finish(&machine);
}

/*
 * A load by a first stage of a hart that leaves htval 0, or whose address is 0: the
 * guest's tables say where, or the walk is what faults (18.2.8, 18.6.3).
 */
static const struct axvcpu_exit *load_by_tables(struct machine *machine, uint64_t satp,
						uint64_t address)
{
	uint32_t insn = LOAD_WORD;

	memcpy(machine->memory, &insn, sizeof(insn));
	must(axvcpu_set_register(machine->vcpu, RV(SATP), satp));
	load_at = address;
	load_htval = load_htinst = 0;
	return machine_run(machine, guest_loads);
}

#define SV39 (UINT64_C(8) << 60)

static void check_tables(void)
{
	const struct axvcpu_exit *exit;
	struct machine machine;
	uint64_t *root;

	begin(&machine);
	root = (uint64_t *)(machine.memory + 4096);
	root[1] = 0xdf; /* VA 1 GiB on: guest-physical address 0 on */
	exit = load_by_tables(&machine, SV39 | ((MACHINE_BASE >> 12) + 1), 0x40001238);
	is_exit(exit, AXVCPU_EXIT_MMIO_READ, "a load by tables");
	is_u64(exit->mmio_read.addr, 0x1238, "its address is looked up");
	must(axvcpu_complete(machine.vcpu, 0));
	must(axvcpu_set_register(machine.vcpu, RV(PC), MACHINE_BASE));
	exit = load_by_tables(&machine, SV39 | ((MACHINE_BASE >> 12) + 1), 0x40000000);
	is_exit(exit, AXVCPU_EXIT_MMIO_READ, "one of address 0");
	is_u64(exit->mmio_read.addr, 0, "is one");
	finish(&machine);
}

/* No entry that the walk meets is in memory: none of these ends in a loop of the library's. */
static void check_bad_tables(void)
{
	static const uint64_t roots[] = { 0, 1, 0x10000, (UINT64_C(1) << 44) - 1 };
	const struct axvcpu_exit *exit;
	struct machine machine;

	for (unsigned i = 0; i < 4; i++) {
		begin(&machine);
		exit = load_by_tables(&machine, SV39 | roots[i], 0);
		is_exit(exit, AXVCPU_EXIT_NESTED_PAGE_FAULT, "tables that are nowhere");
		is_u64(exit->nested_page_fault.addr, roots[i] << 12, "where they would be");
		finish(&machine);
	}
	begin(&machine);
	exit = load_by_tables(&machine, SV39 | ((MACHINE_BASE >> 12) + 1), 0);
	is_exit(exit, AXVCPU_EXIT_HYPERCALL, "an entry that is gone is the guest's to meet");
	finish(&machine);
}

static struct model_trap guest_is_kicked(struct model *hart, struct hext_vcpu *vcpu)
{
	hart->guest = guest_notes_pc;
	must(axvcpu_kick(vcpu->vcpu));
	return model_wait();
}

static struct model_trap guest_is_interrupted(struct model *hart, struct hext_vcpu *vcpu)
{
	hart->guest = guest_notes_pc;
	must(axvcpu_set_interrupt(vcpu->vcpu, RV(INTERRUPT_EXTERNAL), true));
	return model_wait();
}

static struct model_trap guest_meets_spurious(struct model *hart, struct hext_vcpu *vcpu)
{
	(void)vcpu;
	hart->guest = guest_notes_pc;
	axvcpu_host_send_ipi(hart->id);
	return model_wait();
}

static struct model_trap guest_meets_device(struct model *hart, struct hext_vcpu *vcpu)
{
	(void)vcpu;
	hart->vector = 77;
	return (struct model_trap){ .cause = RV(SCAUSE_INTERRUPT) | 9 };
}

static void check_kick(void)
{
	const struct axvcpu_exit *exit;
	struct machine machine;

	begin(&machine);
	exit = machine_run(&machine, guest_is_kicked);
	is_exit(exit, AXVCPU_EXIT_NOTHING, "a kick while the guest runs");
	is_u64(exit->nothing.cause, AXVCPU_NOTHING_KICKED, "says so");
	is_u64(exit->pc, MACHINE_BASE, "where the guest is");
	is_u64(model_hart()->entries, 1, "at once");
	is_exit(machine_run(&machine, guest_notes_pc), AXVCPU_EXIT_HYPERCALL, "it is taken once");
	is_u64(entered_at, MACHINE_BASE, "and the guest goes on where it was");
	must(axvcpu_kick(machine.vcpu));
	model_forget();
	is_exit(machine_run(&machine, guest_notes_pc), AXVCPU_EXIT_NOTHING, "a kick before the run");
	is_u64(model_count(MODEL_ENTER), 0, "enters nobody");
	(void)machine_run(&machine, guest_notes_pc);
	is_u64(entered_at, MACHINE_BASE + 4, "and what was to retire retires");
	finish(&machine);
}

static void check_interrupts(void)
{
	const struct axvcpu_exit *exit;
	struct machine machine;

	begin(&machine);
	exit = machine_run(&machine, guest_is_interrupted);
	is_exit(exit, AXVCPU_EXIT_HYPERCALL, "an interrupt for the guest is no exit");
	is_u64(model_hart()->csr[number_of_hvip], RV(HVIP_VSEIP), "it is in hvip");
	is_u64(model_hart()->entries, 2, "at the next entry");
	is_exit(machine_run(&machine, guest_meets_spurious), AXVCPU_EXIT_HYPERCALL,
		"one for nobody is no exit");
	exit = machine_run(&machine, guest_meets_device);
	is_exit(exit, AXVCPU_EXIT_EXTERNAL_INTERRUPT, "one of the host's is");
	is_u64(exit->external_interrupt.vector, 77, "its vector");
	is_u64(exit->syndrome.hext.scause, RV(SCAUSE_INTERRUPT) | 9, "its cause");
	(void)machine_run(&machine, guest_notes_pc);
	is_u64(entered_at, exit->pc, "the guest goes on where it was");
	finish(&machine);
}

static void is_delivered(const struct machine *machine, uint64_t cause, uint64_t value)
{
	is_u64(entered_at, VECTOR, "exception %u: the handler runs", (unsigned)cause);
	is_u64(get(machine, RV(SCAUSE)), cause, "exception %u: scause", (unsigned)cause);
	is_u64(get(machine, RV(STVAL)), value, "exception %u: stval", (unsigned)cause);
	is_u64(get(machine, RV(SEPC)), MACHINE_BASE, "exception %u: sepc", (unsigned)cause);
	is_u64(get(machine, RV(SSTATUS)) & (RV(SSTATUS_SPP) | RV(SSTATUS_SPIE) | RV(SSTATUS_SIE)),
	       RV(SSTATUS_SPIE), "exception %u: sstatus, of the user", (unsigned)cause);
	is_u64(get(machine, RV(MODE)), 1, "exception %u: mode", (unsigned)cause);
}

static void prepare_user(struct machine *machine)
{
	must(axvcpu_set_register(machine->vcpu, RV(MODE), 0));
	must(axvcpu_set_register(machine->vcpu, RV(SSTATUS), RV(SSTATUS_SIE)));
}

static void check_inject(void)
{
	struct machine machine;

	begin(&machine);
	is_status(axvcpu_inject_exception(machine.vcpu, 10, 0), AXVCPU_BAD_ARGUMENT,
		  "a call of VS-mode is none of the guest's");
	is_status(axvcpu_inject_exception(machine.vcpu, 20, 0), AXVCPU_BAD_ARGUMENT,
		  "nor is a guest-page fault");
	is_status(axvcpu_inject_exception(machine.vcpu, 64, 0), AXVCPU_BAD_ARGUMENT,
		  "nor what no cause is");
	prepare_user(&machine);
	must(axvcpu_inject_exception(machine.vcpu, RV(EXCEPTION_LOAD_PAGE), 0x1234));
	(void)machine_run(&machine, guest_notes_pc);
	is_delivered(&machine, RV(EXCEPTION_LOAD_PAGE), 0x1234);
	finish(&machine);
}

static struct model_trap guest_misaligned(struct model *hart, struct hext_vcpu *vcpu)
{
	struct model_trap trap;

	hart->guest = guest_notes_pc;
	if (model_guest_trap(vcpu, RV(EXCEPTION_LOAD_MISALIGNED), &trap))
		fail("the hart delegates what it cannot");
	trap.stval = 0x80000001;
	return trap;
}

/* hedeleg may not hold a bit (18.2.2): HS-mode then does what the hart does not. */
static void check_undelegated(void)
{
	struct machine machine;

	model_reset()->delegable = 1u << RV(EXCEPTION_LOAD_PAGE);
	model_hart()->csr[number_of_sstatus] = RV(SSTATUS_SIE);
	must(model_enable(0));
	machine_make(&machine);
	must(axvcpu_set_register(machine.vcpu, RV(STVEC), VECTOR));
	prepare_user(&machine);
	is_exit(machine_run(&machine, guest_misaligned), AXVCPU_EXIT_HYPERCALL,
		"what is not delegated is no exit either");
	is_delivered(&machine, RV(EXCEPTION_LOAD_MISALIGNED), 0x80000001);
	finish(&machine);
}

static struct model_trap guest_probes(struct model *hart, struct hext_vcpu *vcpu)
{
	hart->guest = guest_notes_pc;
	vcpu->registers.x[10] = AXVCPU_SBI_EXTENSION_TIME;
	return model_sbi_call(vcpu, AXVCPU_SBI_EXTENSION_BASE, 3);
}

static struct model_trap guest_waits(struct model *hart, struct hext_vcpu *vcpu)
{
	(void)hart;
	(void)vcpu;
	return (struct model_trap){ .cause = RV(EXCEPTION_VIRTUAL_INSTRUCTION), .stval = WFI };
}

static struct model_trap guest_breaks_hardware(struct model *hart, struct hext_vcpu *vcpu)
{
	(void)hart;
	(void)vcpu;
	return (struct model_trap){ .cause = RV(EXCEPTION_HARDWARE_ERROR) };
}

static void check_others(void)
{
	const struct axvcpu_exit *exit;
	struct machine machine;

	begin(&machine);
	is_exit(machine_run(&machine, guest_probes), AXVCPU_EXIT_HYPERCALL,
		"a call of BASE is answered inside");
	is_u64(entered_at, MACHINE_BASE + 4, "and stepped over");
	is_u64(get(&machine, RV(X10)), 0, "its error");
	is_u64(get(&machine, RV(X11)), 1, "its value: the extension is there");
	is_exit(machine_run(&machine, guest_waits), AXVCPU_EXIT_HALT, "WFI");
	exit = machine_run(&machine, guest_breaks_hardware);
	is_exit(exit, AXVCPU_EXIT_UNKNOWN, "a hardware error is the host's");
	is_u64(exit->unknown.cause, RV(EXCEPTION_HARDWARE_ERROR), "its cause");
	finish(&machine);
}

int main(void)
{
	check_call();
	check_load(LOAD_WORD_TRANSFORMED, 0, 4, "a load by htinst");
	check_load(0, LOAD_WORD, 4, "a load that is fetched");
	check_load(0, LOAD_WORD_16, 2, "a load of 16 bits that is fetched");
	check_fetch_fault();
	check_tables();
	check_bad_tables();
	check_kick();
	check_interrupts();
	check_inject();
	check_undelegated();
	check_others();
	return done_testing();
}
