/* SPDX-License-Identifier: MIT */
/* unmap, protect and flush return when no CPU can use an old translation. */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

#include "pages.h"

/* What the running guest has come to. */
static atomic_bool running, stop;
static atomic_uint taken;

/* Holds on to its translations for a while after it is asked to drop them. */
static void drop_translations(struct axvcpu *vcpu)
{
	uint64_t begin = axvcpu_now();

	while (axvcpu_now() - begin < 5000000)
		sched_yield();
	atomic_fetch_add(&taken, 1);
	axvcpu_take_requests(vcpu, AXVCPU_REQUEST_TLB);
}

static enum axvcpu_status run_on(struct guest *guest, struct axvcpu_exit *exit)
{
	atomic_store(&running, true);
	while (!atomic_load(&stop)) {
		if (axvcpu_requests(guest->vcpu) & AXVCPU_REQUEST_TLB)
			drop_translations(guest->vcpu);
		sched_yield();
	}
	guest_exit(guest, exit, AXVCPU_EXIT_HALT);
	return AXVCPU_OK;
}

static struct axvcpu_space *space;
static struct guest_script script = { .run = run_on };

static struct axvcpu *make(void)
{
	struct axvcpu_config config = pages_config();
	struct axvcpu *vcpu;

	config.arch_config = &script;
	must(axvcpu_create(&config, &vcpu));
	must(axvcpu_setup(vcpu, GUEST_ENTRY, space, NULL));
	return vcpu;
}

static void *run_elsewhere(void *vcpu)
{
	const struct axvcpu_exit *exit;

	must(axvcpu_bind(vcpu));
	must(axvcpu_run(vcpu, &exit));
	must(axvcpu_unbind(vcpu));
	return NULL;
}

/* A guest that runs on another CPU has dropped its translations when each call returns. */
static void check_running(struct axvcpu *vcpu)
{
	pthread_t thread;

	pthread_create(&thread, NULL, run_elsewhere, vcpu);
	while (!atomic_load(&running))
		sched_yield();
	is_status(axvcpu_space_unmap(space, 0, PAGE), AXVCPU_OK, "unmap under a running guest");
	is_u64(atomic_load(&taken), 1, "returns when it has dropped its translations");
	is_status(axvcpu_space_protect(space, PAGE, PAGE, READ), AXVCPU_OK, "protect");
	is_u64(atomic_load(&taken), 2, "so does protect");
	is_status(axvcpu_space_flush(space), AXVCPU_OK, "flush");
	is_u64(atomic_load(&taken), 3, "so does flush");
	ok(__atomic_load_n(&script.kicks, __ATOMIC_SEQ_CST) >= 3, "each time it was kicked");
	atomic_store(&stop, true);
	pthread_join(thread, NULL);
}

static unsigned met;

static enum axvcpu_status look(struct guest *guest, struct axvcpu_exit *exit)
{
	guest_exit(guest, exit, AXVCPU_EXIT_HALT);
	return AXVCPU_OK;
}

static void at_load(struct guest *guest, const char *slot)
{
	if (slot[0] == 'l' && axvcpu_requests(guest->vcpu) & AXVCPU_REQUEST_TLB)
		met++;
}

/* One that does not run is not waited for: it meets the request at its next run. */
static void check_at_rest(struct axvcpu *vcpu)
{
	const struct axvcpu_exit *exit;

	script.run = look;
	script.inside = at_load;
	is_status(axvcpu_space_flush(space), AXVCPU_OK, "flush while it is Free");
	must(axvcpu_bind(vcpu));
	must(axvcpu_run(vcpu, &exit));
	is_u64(met, 1, "its next run meets the request");
	is_u64(exit->reason, AXVCPU_EXIT_HALT, "which is not an exit");
	must(axvcpu_block(vcpu));
	is_status(axvcpu_space_unmap(space, 0, PAGE), AXVCPU_OK, "unmap while it is Blocked");
	is_state(vcpu, AXVCPU_STATE_BLOCKED, "does not wake it");
	ok(!axvcpu_is_pending(vcpu), "nor is it pending");
	ok(axvcpu_requests(vcpu) & AXVCPU_REQUEST_TLB, "but it is requested");
	axvcpu_wake(vcpu);
}

static enum axvcpu_status unmap_inside(struct guest *guest, struct axvcpu_exit *exit)
{
	is_status(axvcpu_space_unmap(space, PAGE, PAGE), AXVCPU_OK,
		  "unmap from inside run does not wait for itself");
	guest_exit(guest, exit, AXVCPU_EXIT_HALT);
	return AXVCPU_OK;
}

static void check_inside(struct axvcpu *vcpu)
{
	const struct axvcpu_exit *exit;

	script.run = unmap_inside;
	must(axvcpu_run(vcpu, &exit));
	ok(axvcpu_requests(vcpu) & AXVCPU_REQUEST_TLB, "and is requested after it");
}

int main(void)
{
	struct axvcpu *vcpu;

	space = pages_space();
	must(axvcpu_space_map(space, 0, pages_host(), 2 * MIB, READ | WRITE));
	vcpu = make();
	check_running(vcpu);
	check_at_rest(vcpu);
	check_inside(vcpu);
	guest_end(vcpu);
	must(axvcpu_space_destroy(space));
	return done_testing();
}
