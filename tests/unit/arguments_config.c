/* SPDX-License-Identifier: MIT */
/* Configurations that create cannot use, or does not know. */
#include <string.h>

#include "guest.h"

static struct guest_script script;

/* Refused with that status, or with the other; the caller's variable stays. */
static void is_refused(const struct axvcpu_config *config, enum axvcpu_status expected,
		       enum axvcpu_status other, const char *what)
{
	struct axvcpu *vcpu = (struct axvcpu *)&script;
	enum axvcpu_status status = axvcpu_create(config, &vcpu);

	ok(status == expected || status == other, "%s: %s", what, axvcpu_status_name(status));
	is_ptr(vcpu, &script, "%s: the caller's variable is left alone", what);
	is_u64(axvcpu_size(config), 0, "%s: it has no size", what);
}

static void is_bad(const struct axvcpu_config *config, const char *what)
{
	is_refused(config, AXVCPU_BAD_ARGUMENT, AXVCPU_BAD_ARGUMENT, what);
}

static void check_sizes(void)
{
	struct axvcpu_config config = guest_config(&script, AXVCPU_POLICY_STRICT);

	config.size = 0;
	is_bad(&config, "size 0");
	config.size = sizeof config - 1;
	is_bad(&config, "size less one");
	config.size = sizeof config.size;
	is_bad(&config, "size of the size");
	config.size = SIZE_MAX;
	is_bad(&config, "size of all memory");
}

/* A caller that was compiled with a later header, which has a field more. */
static void check_later(void)
{
	struct {
		struct axvcpu_config config;
		uint64_t later;
	} both;
	struct axvcpu *vcpu = NULL;
	enum axvcpu_status status;

	memset(&both, 0, sizeof both);
	both.config = guest_config(&script, AXVCPU_POLICY_STRICT);
	both.config.size = sizeof both;
	both.later = 1;
	is_bad(&both.config, "a later field that is set");
	both.later = 0;
	status = axvcpu_create(&both.config, &vcpu);
	ok(status == AXVCPU_OK || status == AXVCPU_BAD_ARGUMENT, "a later field of zero: %s",
	   axvcpu_status_name(status));
	if (status == AXVCPU_OK)
		must(axvcpu_destroy(vcpu));
}

static void check_enums(void)
{
	struct axvcpu_config config = guest_config(&script, AXVCPU_POLICY_STRICT);

	config.policy = (enum axvcpu_policy)2;
	is_bad(&config, "policy 2");
	config = guest_config(NULL, AXVCPU_POLICY_STRICT);
	config.ops = NULL;
	is_refused(&config, AXVCPU_BAD_ARGUMENT, AXVCPU_UNAVAILABLE, "no arch and no ops");
	config.arch = (enum axvcpu_arch)99;
	is_refused(&config, AXVCPU_BAD_ARGUMENT, AXVCPU_UNAVAILABLE, "arch 99");
	config.arch = AXVCPU_ARCH_RISCV64;
	config.backend = (enum axvcpu_backend)99;
	is_refused(&config, AXVCPU_BAD_ARGUMENT, AXVCPU_UNAVAILABLE, "backend 99");
	config.backend = AXVCPU_BACKEND_HEXT;
	is_refused(&config, AXVCPU_UNAVAILABLE, AXVCPU_UNAVAILABLE, "hext on this host");
	config.backend = AXVCPU_BACKEND_SOFT;
	config.arch = AXVCPU_ARCH_CUSTOM;
	is_refused(&config, AXVCPU_BAD_ARGUMENT, AXVCPU_UNAVAILABLE, "soft for no arch");
}

static size_t too_large(const struct axvcpu_config *config)
{
	(void)config;
	return SIZE_MAX;
}

static void check_ops(void)
{
	struct axvcpu_config config = guest_config(&script, AXVCPU_POLICY_STRICT);
	struct axvcpu_ops ops = guest_ops;

	config.ops = &ops;
	ops.run = NULL;
	is_bad(&config, "a back end that cannot run");
	ops = guest_ops;
	ops.size = 0;
	is_bad(&config, "ops of size 0");
	ops.size = sizeof ops.size;
	is_bad(&config, "ops without room for run");
	ops = guest_ops;
	ops.state_size = too_large;
	is_refused(&config, AXVCPU_NO_MEMORY, AXVCPU_BAD_ARGUMENT, "a state of all memory");
}

/* What the back end's create slot refuses leaves nothing behind. */
static void check_refused_by_back_end(void)
{
	struct axvcpu_config config = guest_config(&script, AXVCPU_POLICY_STRICT);
	struct axvcpu *vcpu = (struct axvcpu *)&script;

	script.create = AXVCPU_UNSUPPORTED;
	is_status(axvcpu_create(&config, &vcpu), AXVCPU_UNSUPPORTED, "create's slot refuses");
	is_ptr(vcpu, &script, "the caller's variable is left alone");
	script.create = AXVCPU_OK;
}

int main(void)
{
	check_sizes();
	check_later();
	check_enums();
	check_ops();
	check_refused_by_back_end();
	return done_testing();
}
