/* SPDX-License-Identifier: MIT */
/* The current vCPU: set during every call into a back end, on that CPU alone; null outside. */
#include "guest.h"

static unsigned visited, wrong;

static void is_null_here(void *context)
{
	(void)context;
	wrong += axvcpu_current() != NULL;
}

static void slot_hook(struct guest *guest, const char *slot)
{
	visited++;
	ok(axvcpu_current() == guest->vcpu, "it is current in %s", slot);
	on_another_cpu(is_null_here, NULL);
}

static enum axvcpu_status run_slot(struct guest *guest, struct axvcpu_exit *exit)
{
	slot_hook(guest, "run");
	guest_exit(guest, exit, AXVCPU_EXIT_IO_READ);
	exit->io_read.width = 4;
	return AXVCPU_OK;
}

static void is_outside(const char *call)
{
	is_ptr(axvcpu_current(), NULL, "after %s nobody is", call);
}

static void check_bound(struct axvcpu *vcpu)
{
	const struct axvcpu_exit *exit;
	uint64_t value;

	must(axvcpu_bind(vcpu));
	is_outside("bind");
	must(axvcpu_run(vcpu, &exit));
	is_outside("run");
	must(axvcpu_complete(vcpu, 1));
	is_outside("complete");
	must(axvcpu_run(vcpu, &exit));
	is_outside("the second run");
	must(axvcpu_inject_exception(vcpu, 1, 1));
	is_outside("inject_exception");
	must(axvcpu_get_register(vcpu, 1, &value));
	is_outside("get_register");
	must(axvcpu_set_register(vcpu, 1, 1));
	is_outside("set_register");
	must(axvcpu_set_budget(vcpu, 1));
	is_outside("set_budget");
	must(axvcpu_unbind(vcpu));
	is_outside("unbind");
}

int main(void)
{
	struct guest_script script = { .run = run_slot, .inside = slot_hook };
	struct axvcpu_config config = guest_config(&script, AXVCPU_POLICY_STRICT);
	struct axvcpu *vcpu;

	is_outside("nothing");
	must(axvcpu_create(&config, &vcpu));
	is_outside("create");
	must(axvcpu_setup(vcpu, GUEST_ENTRY, NULL, NULL));
	is_outside("setup");
	check_bound(vcpu);
	must(axvcpu_reset(vcpu));
	is_outside("reset");
	must(axvcpu_destroy(vcpu));
	is_outside("destroy");
	ok(visited >= 15, "every slot was visited");
	is_u64(wrong, 0, "no other CPU saw it");
	return done_testing();
}
