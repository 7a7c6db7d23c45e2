/* SPDX-License-Identifier: MIT */
/* What hext asks of a hart, refuses, sets up and takes back (18.2). */
#include <string.h>

#include <axvcpu/axvcpu.h>

#include "guest.h"
#include "hext_model.h"

#define RV(name) AXVCPU_RISCV64_##name

/* What the guest gets by itself: 18.2.2, but for the host's hardware errors. */
#define DELEGATED UINT64_C(0x4b1fb)

static uint64_t kept[MODEL_CSRS];

static void check_refused(const char *what)
{
	memcpy(kept, model_hart()->csr, sizeof(kept));
	is_status(model_enable(0), AXVCPU_UNAVAILABLE, "%s", what);
	ok(!memcmp(kept, model_hart()->csr, sizeof(kept)), "%s: no CSR has changed", what);
	ok(!axvcpu_percpu_is_enabled(), "%s: the CPU is not enabled", what);
}

static void check_absent(void)
{
	struct model *hart = model_reset();

	hart->has_hypervisor = false;
	check_refused("no hypervisor extension");
	hart = model_reset();
	hart->modes = 1;
	hart->csr[number_of_sstatus] = RV(SSTATUS_SIE);
	check_refused("no second stage");
}

static void check_enabled(uint64_t interrupts)
{
	struct model *hart = model_reset();

	hart->csr[number_of_sstatus] = interrupts;
	hart->csr[number_of_hie] = hart->csr[number_of_hvip] = 0x444;
	must(model_enable(0));
	is_u64(hart->csr[number_of_hedeleg], DELEGATED, "hedeleg");
	is_u64(hart->csr[number_of_hideleg], 0x444, "hideleg: all three interrupts of VS-mode");
	is_u64(hart->csr[number_of_hcounteren], 7, "hcounteren: CY, TM, IR");
	is_u64(hart->csr[number_of_henvcfg], UINT64_C(1) << 63, "henvcfg: STCE alone");
	is_u64(hart->csr[number_of_hie], 0, "hie");
	is_u64(hart->csr[number_of_hvip], 0, "hvip");
	is_u64(hart->csr[number_of_hgatp], 0, "no second stage yet");
	is_u64(hart->csr[number_of_sstatus] & RV(SSTATUS_SIE), interrupts,
	       "the host's interrupts are as they were");
}

static void check_disabled(void)
{
	struct model *hart = model_hart();

	must(axvcpu_percpu_disable());
	is_u64(hart->csr[number_of_hedeleg], 0, "disabled: hedeleg");
	is_u64(hart->csr[number_of_hideleg], 0, "disabled: hideleg");
	is_u64(hart->csr[number_of_hcounteren], 0, "disabled: hcounteren");
	is_u64(hart->csr[number_of_henvcfg], 0, "disabled: henvcfg");
	is_u64(hart->csr[number_of_hgatp], 0, "disabled: hgatp");
}

static void check_without_timer(void)
{
	struct model *hart = model_reset();

	hart->has_sstc = false;
	must(model_enable(0));
	is_u64(hart->csr[number_of_henvcfg], 0, "without Sstc: henvcfg");
	must(axvcpu_percpu_disable());
}

static void check_entries(void)
{
	struct axvcpu_config config = model_config();
	struct axvcpu_space *space;
	struct axvcpu *vcpu;

	must(axvcpu_space_create(&config, &space));
	must(axvcpu_create(&config, &vcpu));
	is_status(axvcpu_setup(vcpu, MACHINE_BASE + 1, space, NULL), AXVCPU_BAD_ADDRESS,
		  "an entry at an odd address");
	is_status(axvcpu_setup(vcpu, UINT64_C(1) << 41, space, NULL), AXVCPU_BAD_ADDRESS,
		  "an entry above Sv39x4");
	is_state(vcpu, AXVCPU_STATE_CREATED, "nothing has changed");
	is_status(axvcpu_setup(vcpu, (UINT64_C(1) << 41) - 2, space, NULL), AXVCPU_OK,
		  "the highest one");
	must(axvcpu_destroy(vcpu));
	must(axvcpu_space_destroy(space));
}

/* The hart has Sv39x4 alone, and the space another format: hgatp does not hold it (18.2.10). */
static void check_format(void)
{
	struct axvcpu_config config = model_config();
	const struct axvcpu_exit *exit;
	struct axvcpu_space *space;
	struct axvcpu *vcpu;

	model_reset()->modes = 1u << 0 | 1u << 8;
	must(model_enable(0));
	config.format = RV(FORMAT_SV48X4);
	must(axvcpu_space_create(&config, &space));
	must(axvcpu_create(&config, &vcpu));
	must(axvcpu_setup(vcpu, MACHINE_BASE, space, NULL));
	must(axvcpu_bind(vcpu));
	is_status(axvcpu_run(vcpu, &exit), AXVCPU_FAILED, "a space of a format that is not there");
	is_u64(model_hart()->csr[number_of_hgatp] & RV(HGATP_MODE), 0, "it is not in hgatp");
	is_u64(model_count(MODEL_ENTER), 0, "and no guest was entered");
	guest_end(vcpu);
	must(axvcpu_space_destroy(space));
}

int main(void)
{
	check_absent();
	check_enabled(0);
	check_disabled();
	check_enabled(RV(SSTATUS_SIE));
	check_entries();
	check_disabled();
	check_without_timer();
	check_format();
	return done_testing();
}
