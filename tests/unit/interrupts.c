/* SPDX-License-Identifier: MIT */
/* Interrupts, edge and level: what the guest is given, what block refuses, what wakes. */
#include "guest.h"

/* What the guest found in its last run. */
static uint64_t edges[4], levels[4];
static uint64_t next_deadline = UINT64_MAX;

static enum axvcpu_status look(struct guest *guest, struct axvcpu_exit *exit)
{
	for (unsigned word = 0; word < 4; word++) {
		edges[word] = axvcpu_take_interrupts(guest->vcpu, word);
		levels[word] = axvcpu_interrupt_levels(guest->vcpu, word);
	}
	axvcpu_set_deadline(guest->vcpu, next_deadline);
	guest_exit(guest, exit, AXVCPU_EXIT_HALT);
	return AXVCPU_OK;
}

static struct {
	unsigned count;
	struct axvcpu *vcpu;
	void *context;
	enum axvcpu_state state;
} notified;

static void notify(struct axvcpu *vcpu, void *context)
{
	notified.count++;
	notified.vcpu = vcpu;
	notified.context = context;
	notified.state = axvcpu_state(vcpu);
}

static struct guest_script script = { .run = look };

static struct axvcpu *make(void)
{
	struct axvcpu_config config = guest_config(&script, AXVCPU_POLICY_STRICT);
	struct axvcpu *vcpu;

	config.notify = notify;
	config.context = &notified;
	notified.count = 0;
	must(axvcpu_create(&config, &vcpu));
	must(axvcpu_setup(vcpu, GUEST_ENTRY, NULL, NULL));
	must(axvcpu_bind(vcpu));
	return vcpu;
}

static void run(struct axvcpu *vcpu)
{
	const struct axvcpu_exit *exit;

	must(axvcpu_run(vcpu, &exit));
}

static bool has(const uint64_t *words, unsigned id)
{
	return words[id / 64] >> id % 64 & 1;
}

static unsigned bits(const uint64_t *words)
{
	unsigned count = 0;

	for (unsigned id = 0; id < AXVCPU_INTERRUPTS; id++)
		count += has(words, id);
	return count;
}

static void check_edge(uint32_t id)
{
	struct axvcpu *vcpu = make();

	is_status(axvcpu_inject_interrupt(vcpu, id), AXVCPU_OK, "inject %u", id);
	is_status(axvcpu_inject_interrupt(vcpu, id), AXVCPU_OK, "and again");
	ok(axvcpu_is_pending(vcpu), "it is pending");
	is_status(axvcpu_block(vcpu), AXVCPU_PENDING, "so block refuses");
	is_state(vcpu, AXVCPU_STATE_READY, "and it stays Ready");
	is_status(axvcpu_block(vcpu), AXVCPU_PENDING, "each time");
	run(vcpu);
	ok(has(edges, id) && bits(edges) == 1 && bits(levels) == 0, "the guest is given it");
	ok(!axvcpu_is_pending(vcpu), "then nothing is pending");
	run(vcpu);
	is_u64(bits(edges), 0, "the guest is given it once");
	is_status(axvcpu_block(vcpu), AXVCPU_OK, "and block agrees");
	is_u64(notified.count, 0, "nobody was notified while it was awake");
	guest_end(vcpu);
}

static void check_level(uint32_t id)
{
	struct axvcpu *vcpu = make();

	is_status(axvcpu_set_interrupt(vcpu, id, true), AXVCPU_OK, "raise %u", id);
	ok(axvcpu_is_pending(vcpu), "it is pending");
	is_status(axvcpu_block(vcpu), AXVCPU_PENDING, "so block refuses");
	run(vcpu);
	ok(has(levels, id) && bits(levels) == 1 && bits(edges) == 0, "the guest sees it");
	run(vcpu);
	ok(has(levels, id), "and sees it until it is lowered");
	is_status(axvcpu_set_interrupt(vcpu, id, false), AXVCPU_OK, "lower %u", id);
	run(vcpu);
	is_u64(bits(levels), 0, "the guest sees it no more");
	ok(!axvcpu_is_pending(vcpu), "nothing is pending");
	guest_end(vcpu);
}

/* A line that went up and down again before anybody looked left nothing to wake for. */
static void check_lowered(void)
{
	struct axvcpu *vcpu = make();

	axvcpu_set_interrupt(vcpu, 9, false);
	ok(!axvcpu_is_pending(vcpu), "lowering a low line makes nothing pending");
	axvcpu_set_interrupt(vcpu, 9, true);
	axvcpu_set_interrupt(vcpu, 9, false);
	ok(!axvcpu_is_pending(vcpu), "a line that is low again is not pending");
	is_status(axvcpu_block(vcpu), AXVCPU_OK, "so block agrees");
	axvcpu_set_interrupt(vcpu, 9, false);
	is_state(vcpu, AXVCPU_STATE_BLOCKED, "lowering does not wake");
	guest_end(vcpu);
}

static void raise_5(void *vcpu)
{
	axvcpu_set_interrupt(vcpu, 5, true);
}

static void inject_5(void *vcpu)
{
	axvcpu_inject_interrupt(vcpu, 5);
}

static void wake(void *vcpu)
{
	axvcpu_wake(vcpu);
}

static void kick(void *vcpu)
{
	axvcpu_kick(vcpu);
}

/* From here and from another CPU. */
static void check_wakes(const char *name, void (*cause)(void *vcpu), bool elsewhere)
{
	struct axvcpu *vcpu = make();

	must(axvcpu_block(vcpu));
	is_u64(notified.count, 0, "asleep");
	if (elsewhere)
		on_another_cpu(cause, vcpu);
	else
		cause(vcpu);
	is_state(vcpu, AXVCPU_STATE_READY, "%s wakes it", name);
	is_u64(notified.count, 1, "its sleeper is notified once");
	ok(notified.vcpu == vcpu && notified.context == &notified, "with vCPU and context");
	is_u64(notified.state, AXVCPU_STATE_READY, "and finds it Ready");
	cause(vcpu);
	is_u64(notified.count, 1, "a second %s finds it awake", name);
	run(vcpu);
	guest_end(vcpu);
}

static void check_kick_does_not_wake(void)
{
	struct axvcpu *vcpu = make();

	must(axvcpu_block(vcpu));
	on_another_cpu(kick, vcpu);
	is_state(vcpu, AXVCPU_STATE_BLOCKED, "a kick does not wake");
	is_u64(notified.count, 0, "nor notify");
	ok(axvcpu_is_pending(vcpu), "but it is pending");
	axvcpu_wake(vcpu);
	is_state(vcpu, AXVCPU_STATE_READY, "a wake does");
	guest_end(vcpu);
}

/* A wake, or a kick, that came before: block meets it, once. */
static void check_before(const char *name, void (*cause)(void *vcpu))
{
	struct axvcpu *vcpu = make();

	on_another_cpu(cause, vcpu);
	is_status(axvcpu_block(vcpu), AXVCPU_PENDING, "block after %s", name);
	is_state(vcpu, AXVCPU_STATE_READY, "it stays Ready");
	ok(!axvcpu_is_pending(vcpu), "block has taken it");
	is_u64(script.kicks, 0, "the back end was not asked to interrupt what does not run");
	is_status(axvcpu_block(vcpu), AXVCPU_OK, "the next block agrees");
	guest_end(vcpu);
}

static void check_deadline(void)
{
	struct axvcpu *vcpu = make();
	uint64_t now = axvcpu_now();

	is_u64(axvcpu_deadline(vcpu), UINT64_MAX, "no timer is armed at first");
	next_deadline = now + 1000;
	run(vcpu);
	is_u64(axvcpu_deadline(vcpu), now + 1000, "the guest has armed it");
	next_deadline = UINT64_MAX;
	must(axvcpu_unbind(vcpu));
	is_u64(axvcpu_deadline(vcpu), now + 1000, "unbound, it is armed");
	must(axvcpu_reset(vcpu));
	is_u64(axvcpu_deadline(vcpu), UINT64_MAX, "reset disarms it");
	ok(axvcpu_now() >= now, "the clock does not go back");
	guest_end(vcpu);
}

/* What came before the first bind waits for the first run. */
static void check_early(void)
{
	struct axvcpu *vcpu = guest_in(AXVCPU_STATE_CREATED, &script, AXVCPU_POLICY_STRICT);

	axvcpu_inject_interrupt(vcpu, 255);
	axvcpu_set_interrupt(vcpu, 64, true);
	must(axvcpu_setup(vcpu, GUEST_ENTRY, NULL, NULL));
	must(axvcpu_bind(vcpu));
	run(vcpu);
	ok(has(edges, 255) && has(levels, 64), "interrupts of before setup arrive");
	is_u64(axvcpu_take_interrupts(vcpu, 4), 0, "there is no fifth word of edges");
	is_u64(axvcpu_interrupt_levels(vcpu, 4), 0, "nor of levels");
	guest_end(vcpu);
}

/* An arch has the interrupts that it has. */
static void check_arch(void)
{
	struct axvcpu_config config = guest_config(&script, AXVCPU_POLICY_STRICT);
	struct axvcpu *vcpu;
	unsigned accepted = 0;

	config.arch = AXVCPU_ARCH_RISCV64;
	must(axvcpu_create(&config, &vcpu));
	for (uint32_t id = 0; id < AXVCPU_INTERRUPTS; id++)
		accepted += axvcpu_inject_interrupt(vcpu, id) == AXVCPU_OK;
	is_u64(accepted, 3, "riscv64 has three interrupts");
	is_status(axvcpu_inject_interrupt(vcpu, 1), AXVCPU_OK, "software");
	is_status(axvcpu_inject_interrupt(vcpu, 5), AXVCPU_OK, "timer");
	is_status(axvcpu_set_interrupt(vcpu, 9, true), AXVCPU_OK, "external");
	is_status(axvcpu_set_interrupt(vcpu, 2, true), AXVCPU_BAD_ARGUMENT, "and no other");
	must(axvcpu_destroy(vcpu));
}

int main(void)
{
	static const uint32_t ids[] = { 0, 1, 63, 64, 128, 255 };

	for (unsigned i = 0; i < sizeof ids / sizeof *ids; i++) {
		check_edge(ids[i]);
		check_level(ids[i]);
	}
	check_lowered();
	for (int elsewhere = 0; elsewhere < 2; elsewhere++) {
		check_wakes("raising a line", raise_5, elsewhere);
		check_wakes("an edge", inject_5, elsewhere);
		check_wakes("wake", wake, elsewhere);
	}
	check_kick_does_not_wake();
	check_before("a wake", wake);
	check_before("a kick", kick);
	check_deadline();
	check_early();
	check_arch();
	return done_testing();
}
