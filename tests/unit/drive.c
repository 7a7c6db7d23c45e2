/* SPDX-License-Identifier: MIT */
/* Driving the vCPU of a test into each state and to its end. */
#include "guest.h"

#include <pthread.h>
#include <stdlib.h>

void must_be_ok(enum axvcpu_status status, const char *call, const char *file, int line)
{
	char message[160];

	if (status == AXVCPU_OK)
		return;
	axvcpu_error_message(message, sizeof message);
	bail_out("%s:%d: %s: %s (%s)", file, line, call, axvcpu_status_name(status), message);
}

struct axvcpu_config guest_config(struct guest_script *script, enum axvcpu_policy policy)
{
	struct axvcpu_config config = {
		AXVCPU_CONFIG_INIT,
		.vm_id = 7,
		.vcpu_id = 3,
		.policy = policy,
		.ops = &guest_ops,
		.arch_config = script,
	};

	return config;
}

static enum axvcpu_status fail_run(struct guest *guest, struct axvcpu_exit *exit)
{
	(void)guest;
	(void)exit;
	return AXVCPU_FAILED;
}

/* Ready -> Invalid by a run that fails, under both policies. */
static void make_invalid(struct axvcpu *vcpu, struct guest_script *script)
{
	enum axvcpu_status (*run)(struct guest *, struct axvcpu_exit *) = script->run;
	const struct axvcpu_exit *exit;

	script->run = fail_run;
	if (axvcpu_run(vcpu, &exit) != AXVCPU_FAILED)
		bail_out("a run that fails does not answer failed");
	script->run = run;
}

struct axvcpu *guest_in(enum axvcpu_state state, struct guest_script *script,
			enum axvcpu_policy policy)
{
	struct axvcpu_config config = guest_config(script, policy);
	struct axvcpu *vcpu = NULL;

	must(axvcpu_create(&config, &vcpu));
	if (state == AXVCPU_STATE_CREATED)
		return vcpu;
	must(axvcpu_setup(vcpu, GUEST_ENTRY, NULL, NULL));
	if (state == AXVCPU_STATE_FREE)
		return vcpu;
	must(axvcpu_bind(vcpu));
	if (state == AXVCPU_STATE_INVALID)
		make_invalid(vcpu, script);
	if (state == AXVCPU_STATE_BLOCKED)
		must(axvcpu_block(vcpu));
	return vcpu;
}

void guest_end(struct axvcpu *vcpu)
{
	if (axvcpu_state(vcpu) == AXVCPU_STATE_BLOCKED)
		must(axvcpu_wake(vcpu));
	if (axvcpu_state(vcpu) == AXVCPU_STATE_READY || axvcpu_state(vcpu) == AXVCPU_STATE_INVALID)
		must(axvcpu_unbind(vcpu));
	must(axvcpu_destroy(vcpu));
}

struct errand {
	void (*work)(void *context);
	void *context;
};

static void *do_errand(void *argument)
{
	struct errand *errand = argument;

	errand->work(errand->context);
	return NULL;
}

void on_another_cpu(void (*work)(void *context), void *context)
{
	struct errand errand = { work, context };
	pthread_t thread;

	if (pthread_create(&thread, NULL, do_errand, &errand) != 0)
		bail_out("no thread");
	pthread_join(thread, NULL);
}

unsigned long environment(const char *name, unsigned long otherwise)
{
	const char *text = getenv(name);

	return text ? strtoul(text, NULL, 0) : otherwise;
}
