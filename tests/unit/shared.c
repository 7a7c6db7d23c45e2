/* SPDX-License-Identifier: MIT */
/* A whole life against the shared library, with nothing of this project but its public headers. */
#include <axvcpu/axvcpu.h>

#include "../tap.h"

static enum axvcpu_status halt(void *state, struct axvcpu_exit *exit)
{
	(void)state;
	exit->reason = AXVCPU_EXIT_HALT;
	exit->known = 0;
	return AXVCPU_OK;
}

static const struct axvcpu_ops ops = {
	.size = sizeof(struct axvcpu_ops), .name = "halting", .run = halt,
};

static void is_ok(enum axvcpu_status status, const char *call)
{
	is_str(axvcpu_status_name(status), "ok", "%s", call);
}

int main(void)
{
	struct axvcpu_config config = { AXVCPU_CONFIG_INIT, .ops = &ops };
	const struct axvcpu_exit *exit = NULL;
	struct axvcpu *vcpu = NULL;

	is_ok(axvcpu_create(&config, &vcpu), "create");
	is_str(axvcpu_state_name(axvcpu_state(vcpu)), "created", "it is Created");
	is_ok(axvcpu_setup(vcpu, 0x1000, NULL, NULL), "setup");
	is_ok(axvcpu_bind(vcpu), "bind");
	is_ok(axvcpu_run(vcpu, &exit), "run");
	is_str(axvcpu_exit_name(exit->reason), "halt", "it halts");
	is_ok(axvcpu_block(vcpu), "block");
	is_ok(axvcpu_wake(vcpu), "wake");
	is_ok(axvcpu_run(vcpu, &exit), "run again");
	is_ok(axvcpu_unbind(vcpu), "unbind");
	is_ok(axvcpu_destroy(vcpu), "destroy");
	is_ok(axvcpu_percpu_disable(), "disable");
	return done_testing();
}
