/* SPDX-License-Identifier: MIT */
/* The hart's guest, as tests script it, and the host that the back end asks. */
#include <axvcpu/axvcpu.h>
#include <axvcpu/host.h>

#include "../tap.h"
#include "guest.h"
#include "hext_model.h"

#define RV(name) AXVCPU_RISCV64_##name

#define CPUS 8

/* Interrupts of S-mode by number: another CPU's, the timer's. */
#define CAUSE_SOFTWARE (RV(SCAUSE_INTERRUPT) | RV(INTERRUPT_SOFTWARE))

static struct model *_Atomic cpus[CPUS];

extern const struct axvcpu_ops axvcpu_hext_ops;

struct axvcpu_config model_config(void)
{
	struct axvcpu_config config = { AXVCPU_CONFIG_INIT, .arch = AXVCPU_ARCH_RISCV64 };

	config.ops = &axvcpu_hext_ops;
	return config;
}

enum axvcpu_status model_enable(uint32_t id)
{
	struct axvcpu_config config = model_config();

	model_hart()->id = id;
	cpus[id] = model_hart();
	return axvcpu_percpu_enable(id, &config);
}

void machine_make(struct machine *machine)
{
	struct axvcpu_config config = model_config();

	machine->memory = axvcpu_host_allocate(MACHINE_SIZE, 4096);
	must(axvcpu_space_create(&config, &machine->space));
	must(axvcpu_space_map(machine->space, MACHINE_BASE, machine->memory, MACHINE_SIZE,
			      AXVCPU_MAP_READ | AXVCPU_MAP_WRITE | AXVCPU_MAP_EXECUTE));
	must(axvcpu_create(&config, &machine->vcpu));
	must(axvcpu_setup(machine->vcpu, MACHINE_BASE, machine->space, NULL));
	must(axvcpu_bind(machine->vcpu));
}

void machine_end(struct machine *machine)
{
	guest_end(machine->vcpu);
	must(axvcpu_space_destroy(machine->space));
	axvcpu_host_release(machine->memory, MACHINE_SIZE);
}

struct hext_vcpu *machine_state(const struct machine *machine)
{
	return axvcpu_backend_state(machine->vcpu);
}

const struct axvcpu_exit *machine_run(struct machine *machine, model_guest *guest)
{
	const struct axvcpu_exit *exit;

	model_hart()->guest = guest;
	must(axvcpu_run(machine->vcpu, &exit));
	return exit;
}

uint64_t machine_get(const struct machine *machine, uint32_t reg)
{
	uint64_t value = UINT64_C(0xdead);

	must(axvcpu_get_register(machine->vcpu, reg, &value));
	return value;
}

void machine_boot(struct machine *machine)
{
	struct model *hart = model_reset();

	hart->csr[number_of_sstatus] = RV(SSTATUS_SIE);
	hart->csr[number_of_hstatus] = RV(HSTATUS_HU) | RV(HSTATUS_SPV);
	must(model_enable(0));
	machine_make(machine);
}

void machine_halt(struct machine *machine)
{
	ok(model_hart()->csr[number_of_sstatus] & RV(SSTATUS_SIE),
	   "the host's interrupts are enabled again");
	machine_end(machine);
	must(axvcpu_percpu_disable());
}

uint64_t machine_entered_at;

struct model_trap guest_notes_pc(struct model *hart, struct hext_vcpu *vcpu)
{
	(void)hart;
	machine_entered_at = vcpu->registers.pc;
	return model_sbi_call(vcpu, 0x08000000, 0);
}

struct model_trap guest_calls(struct model *hart, struct hext_vcpu *vcpu)
{
	(void)hart;
	return model_sbi_call(vcpu, 0x08000000, 0);
}

/* sret enters the guest by hstatus.SPV; the host's interrupts are masked (18.6.4). */
static void enter(struct model *hart, struct hext_vcpu *vcpu)
{
	if (!(vcpu->hstatus & RV(HSTATUS_SPV)))
		fail("entry %u leads into no guest", hart->entries);
	if (hart->csr[number_of_sstatus] & RV(SSTATUS_SIE))
		fail("entry %u: the host's interrupts are not masked", hart->entries);
	hart->entries++;
	vcpu->host_sstatus = hart->csr[number_of_sstatus];
	hart->csr[number_of_sstatus] = vcpu->sstatus;
}

static void enter_once(struct hext_vcpu *vcpu, struct axvcpu_hext_syndrome *syndrome)
{
	struct model *hart = model_hart();
	struct model_trap trap;

	model_note(MODEL_ENTER, 0, hart->csr[number_of_hgatp]);
	enter(hart, vcpu);
	trap = hart->guest(hart, vcpu);
	vcpu->sstatus = hart->csr[number_of_sstatus];
	hart->csr[number_of_sstatus] = vcpu->host_sstatus;
	hart->csr[number_of_hstatus] = vcpu->host_hstatus;
	syndrome->scause = trap.cause;
	syndrome->stval = trap.stval;
	syndrome->htval = trap.htval;
	syndrome->htinst = trap.htinst;
	syndrome->hstatus = vcpu->hstatus & ~(RV(HSTATUS_SPVP) | RV(HSTATUS_GVA));
	if (vcpu->sstatus & RV(SSTATUS_SPP))
		syndrome->hstatus |= RV(HSTATUS_SPVP);
}

enum axvcpu_status axvcpu_hext_enter(struct hext_vcpu *vcpu, struct axvcpu_exit *exit)
{
	do
		enter_once(vcpu, &exit->syndrome.hext);
	while (!axvcpu_hext_take(vcpu, exit));
	return AXVCPU_OK;
}

struct model_trap model_sbi_call(struct hext_vcpu *vcpu, uint64_t extension, uint64_t function)
{
	vcpu->registers.x[17] = extension;
	vcpu->registers.x[16] = function;
	return (struct model_trap){ .cause = RV(EXCEPTION_SUPERVISOR_CALL) };
}

struct model_trap model_load_fault(uint64_t gpa, uint64_t htinst)
{
	return (struct model_trap){
		.cause = RV(EXCEPTION_LOAD_GUEST_PAGE), .stval = gpa, .htval = gpa >> 2,
		.htinst = htinst,
	};
}

struct model_trap model_wait(void)
{
	struct model *hart = model_hart();

	while (!atomic_load(&hart->ipi))
		axvcpu_host_relax();
	return (struct model_trap){ .cause = CAUSE_SOFTWARE };
}

/* Into VS-mode (18.6.2); vsstatus has the guest's SIE, sstatus its privilege. */
static void trap_into_guest(struct model *hart, struct hext_vcpu *vcpu, uint64_t cause)
{
	uint64_t vector = hart->csr[number_of_vstvec], old = hart->csr[number_of_vsstatus];
	uint64_t new = old & ~(RV(SSTATUS_SPP) | RV(SSTATUS_SPIE) | RV(SSTATUS_SIE));

	new |= hart->csr[number_of_sstatus] & RV(SSTATUS_SPP);
	new |= old & RV(SSTATUS_SIE) ? RV(SSTATUS_SPIE) : 0;
	hart->csr[number_of_vsstatus] = new;
	hart->csr[number_of_sstatus] |= RV(SSTATUS_SPP);
	hart->csr[number_of_vsepc] = vcpu->registers.pc;
	hart->csr[number_of_vscause] = cause;
	hart->csr[number_of_vstval] = 0;
	vcpu->registers.pc = vector & RV(STVEC_BASE);
	if ((cause & RV(SCAUSE_INTERRUPT)) && (vector & RV(STVEC_MODE_VECTORED)))
		vcpu->registers.pc += 4 * (cause & RV(SCAUSE_CODE));
}

/* An address is canonical in Sv57, the widest mode, if bits 63 to 56 are equal (10.6.1). */
static bool is_canonical(uint64_t address)
{
	return (uint64_t)((int64_t)(address << 7) >> 7) == address;
}

/* The fetch from the vector: of no first stage its address is too wide (18.5.1). */
static bool fetches(struct model *hart, uint64_t pc, struct model_trap *trap)
{
	bool bare = !(hart->csr[number_of_vsatp] & RV(SATP_MODE));

	if (is_canonical(pc))
		return true;
	if (!bare && (hart->csr[number_of_hedeleg] >> RV(EXCEPTION_FETCH_PAGE) & 1))
		bail_out("the guest faults for ever at its vector, %#llx", (unsigned long long)pc);
	*trap = (struct model_trap){
		.cause = bare ? RV(EXCEPTION_FETCH_GUEST_PAGE) : RV(EXCEPTION_FETCH_PAGE),
		.stval = pc, .htval = bare ? pc >> 2 : 0,
	};
	return false;
}

bool model_guest_trap(struct hext_vcpu *vcpu, uint64_t cause, struct model_trap *trap)
{
	struct model *hart = model_hart();

	if (!(cause & RV(SCAUSE_INTERRUPT)) && !(hart->csr[number_of_hedeleg] >> cause & 1)) {
		*trap = (struct model_trap){ .cause = cause };
		return false;
	}
	trap_into_guest(hart, vcpu, cause);
	return fetches(hart, vcpu->registers.pc, trap);
}

/* Sstc: vstimecmp is compared with the guest's time (16.2.1). */
static uint64_t pending(const struct model *hart)
{
	uint64_t bits = hart->csr[number_of_hvip];
	uint64_t time = hart->csr[number_of_time] + hart->csr[number_of_htimedelta];

	if ((hart->csr[number_of_henvcfg] & RV(HENVCFG_STCE)) &&
	    time >= hart->csr[number_of_vstimecmp])
		bits |= RV(HVIP_VSTIP);
	return bits & hart->csr[number_of_hideleg] & hart->csr[number_of_vsie] << 1;
}

/* The order of 10.1.3: external, software, timer. */
bool model_guest_interrupt(struct hext_vcpu *vcpu, struct model_trap *trap)
{
	static const unsigned order[] = { 9, 1, 5 };
	struct model *hart = model_hart();
	bool supervisor = hart->csr[number_of_sstatus] & RV(SSTATUS_SPP);

	trap->cause = 0;
	if (supervisor && !(hart->csr[number_of_vsstatus] & RV(SSTATUS_SIE)))
		return false;
	for (unsigned i = 0; i < 3; i++)
		if (pending(hart) >> (order[i] + 1) & 1)
			return model_guest_trap(vcpu, RV(SCAUSE_INTERRUPT) | order[i], trap);
	return false;
}

void axvcpu_host_send_ipi(uint32_t cpu_id)
{
	if (cpu_id < CPUS && cpus[cpu_id])
		atomic_store(&cpus[cpu_id]->ipi, true);
}

uint64_t axvcpu_host_irq(uint64_t cause)
{
	struct model *hart = model_hart();

	hart->irqs++;
	if (cause == RV(INTERRUPT_SOFTWARE) && atomic_exchange(&hart->ipi, false))
		return AXVCPU_HOST_IPI;
	return cause == RV(INTERRUPT_TIMER) ? AXVCPU_HOST_IPI : hart->vector;
}

/* A counter of 10 MHz. */
uint64_t axvcpu_host_counter_time(uint64_t counter)
{
	return counter > UINT64_MAX / 100 ? UINT64_MAX : counter * 100;
}

void axvcpu_host_set_timer(uint64_t deadline)
{
	model_hart()->host_timer = deadline;
}
