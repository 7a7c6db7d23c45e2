/* SPDX-License-Identifier: MIT */
/* What a guest's traps become, and what is looked at before each entry. */
#include <string.h>

#include <axvcpu/axvcpu.h>
#include <axvcpu/sbi.h>

#include "guest.h"
#include "hext_model.h"

#define RV(name) AXVCPU_RISCV64_##name

#define VECTOR (MACHINE_BASE + 0x400)

#define WFI 0x10500073u

static void begin(struct machine *machine)
{
	machine_boot(machine);
	must(axvcpu_set_register(machine->vcpu, RV(STVEC), VECTOR));
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
	is_u64(machine_get(&machine, RV(PC)), MACHINE_BASE, "pc is the call's until it retires");
	(void)machine_run(&machine, guest_notes_pc);
	is_u64(machine_entered_at, MACHINE_BASE + 4, "the next run goes on behind it");
	machine_halt(&machine);
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
	is_u64(machine_entered_at, MACHINE_BASE, "and the guest goes on where it was");
	must(axvcpu_kick(machine.vcpu));
	model_forget();
	is_exit(machine_run(&machine, guest_notes_pc), AXVCPU_EXIT_NOTHING, "a kick before the run");
	is_u64(model_count(MODEL_ENTER), 0, "enters nobody");
	(void)machine_run(&machine, guest_notes_pc);
	is_u64(machine_entered_at, MACHINE_BASE + 4, "and what was to retire retires");
	machine_halt(&machine);
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
	is_u64(machine_entered_at, exit->pc, "the guest goes on where it was");
	machine_halt(&machine);
}

static void is_delivered(const struct machine *machine, uint64_t cause, uint64_t value)
{
	is_u64(machine_entered_at, VECTOR, "exception %u: the handler runs", (unsigned)cause);
	is_u64(machine_get(machine, RV(SCAUSE)), cause, "exception %u: scause", (unsigned)cause);
	is_u64(machine_get(machine, RV(STVAL)), value, "exception %u: stval", (unsigned)cause);
	is_u64(machine_get(machine, RV(SEPC)), MACHINE_BASE, "exception %u: sepc", (unsigned)cause);
	is_u64(machine_get(machine, RV(SSTATUS)) & (RV(SSTATUS_SPP) | RV(SSTATUS_SPIE) | RV(SSTATUS_SIE)),
	       RV(SSTATUS_SPIE), "exception %u: sstatus, of the user", (unsigned)cause);
	is_u64(machine_get(machine, RV(MODE)), 1, "exception %u: mode", (unsigned)cause);
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
	machine_halt(&machine);
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
	machine_halt(&machine);
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
	is_u64(machine_entered_at, MACHINE_BASE + 4, "and stepped over");
	is_u64(machine_get(&machine, RV(X10)), 0, "its error");
	is_u64(machine_get(&machine, RV(X11)), 1, "its value: the extension is there");
	is_exit(machine_run(&machine, guest_waits), AXVCPU_EXIT_HALT, "WFI");
	exit = machine_run(&machine, guest_breaks_hardware);
	is_exit(exit, AXVCPU_EXIT_UNKNOWN, "a hardware error is the host's");
	is_u64(exit->unknown.cause, RV(EXCEPTION_HARDWARE_ERROR), "its cause");
	machine_halt(&machine);
}

static uint64_t base_argument, base_function;

static struct model_trap guest_asks_base(struct model *hart, struct hext_vcpu *vcpu)
{
	hart->guest = guest_notes_pc;
	for (unsigned i = 1; i < 32; i++)
		vcpu->registers.x[i] = 0x100 + i;
	vcpu->registers.x[10] = base_argument;
	return model_sbi_call(vcpu, AXVCPU_SBI_EXTENSION_BASE, base_function);
}

/* The switch answers calls of BASE by a function of its own: the answers are the same. */
static void check_base(void)
{
	struct axvcpu_riscv64_registers long_way;
	struct hext_vcpu *state;
	struct machine machine;

	begin(&machine);
	state = machine_state(&machine);
	base_argument = AXVCPU_SBI_EXTENSION_HSM;
	for (base_function = 0; base_function < 9; base_function++) {
		(void)machine_run(&machine, guest_asks_base);
		long_way = state->registers;
		(void)guest_asks_base(model_hart(), state);
		axvcpu_hext_answer_base(state);
		state->registers.pc = long_way.pc;
		long_way.x[16] = base_function; /* of the call that ended the run */
		long_way.x[17] = AXVCPU_SBI_EXTENSION_BASE;
		ok(!memcmp(&long_way, &state->registers, sizeof(long_way)),
		   "base function %u: both ways answer the same", (unsigned)base_function);
		ok((long_way.x[10] == 0) == (base_function < 7), "base function %u: its error",
		   (unsigned)base_function);
	}
	machine_halt(&machine);
}

int main(void)
{
	check_call();
	check_kick();
	check_interrupts();
	check_inject();
	check_undelegated();
	check_others();
	check_base();
	return done_testing();
}
