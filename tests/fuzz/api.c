/* SPDX-License-Identifier: MIT */
/*
 * The calls of the library in any order, against a model of the life cycle and of
 * completion that was written from vcpu.h. The bytes are steps: which call, 1;
 * which vCPU and what the back end does, 1; and what the call takes.
 */
#include "../unit/guest.h"
#include "harness.h"

#define VCPUS 3

/* What is left to do of the last exit. */
enum left {
	LEFT_NOTHING,
	LEFT_EFFECT, /* it takes effect at the next run */
	LEFT_ANSWER, /* it is a read that has none */
	LEFT_WRITE,  /* an answered read, whose write comes next */
};

struct model {
	struct axvcpu *vcpu;
	struct guest_script script;
	enum axvcpu_policy policy;
	enum axvcpu_state state;
	bool is_kicked;
	enum left left;
	bool writes_back;        /* the last exit, once it is answered */
	struct axvcpu_exit next; /* of the guest's next run */
	bool fails;              /* that run does */
};

static struct model models[VCPUS];

static enum axvcpu_status run_guest(struct guest *guest, struct axvcpu_exit *exit)
{
	const struct model *model = guest->script->context;
	uint64_t pc = *guest_pc(guest);

	if (model->fails)
		return AXVCPU_FAILED;
	*exit = model->next;
	exit->pc = pc;
	return AXVCPU_OK;
}

static void make(struct model *model, enum axvcpu_policy policy)
{
	struct axvcpu_config config;

	*model = (struct model){
		.script = { .run = run_guest, .context = model },
		.policy = policy, .state = AXVCPU_STATE_CREATED,
	};
	config = guest_config(&model->script, policy);
	expect(axvcpu_create(&config, &model->vcpu) == AXVCPU_OK);
}

/* What a step of the life cycle from these states must answer; a refused one has its price. */
static enum axvcpu_status step(struct model *model, unsigned from)
{
	if (1u << model->state & from)
		return AXVCPU_OK;
	if (model->policy == AXVCPU_POLICY_STRICT)
		model->state = AXVCPU_STATE_INVALID;
	return AXVCPU_BAD_STATE;
}

#define IN(name) (1u << AXVCPU_STATE_##name)

/* The same where the back end has a word in it. */
static void check_step(struct model *model, enum axvcpu_status got, unsigned from,
		       enum axvcpu_status back_end, enum axvcpu_state to)
{
	enum axvcpu_status expected = step(model, from);

	if (expected == AXVCPU_OK && back_end == AXVCPU_OK)
		model->state = to;
	expect(got == (expected == AXVCPU_OK ? back_end : expected));
}

static enum axvcpu_status any_status(struct input *input)
{
	static const enum axvcpu_status statuses[] = {
		AXVCPU_OK, AXVCPU_OK, AXVCPU_OK, AXVCPU_NO_MEMORY, AXVCPU_BAD_ADDRESS,
	};

	return statuses[input_byte(input) % (sizeof statuses / sizeof *statuses)];
}

static void setup(struct model *model, struct input *input)
{
	model->script.setup = any_status(input);
	check_step(model, axvcpu_setup(model->vcpu, GUEST_ENTRY, NULL, NULL), IN(CREATED),
		   model->script.setup, AXVCPU_STATE_FREE);
}

static void bind(struct model *model, struct input *input)
{
	model->script.bind = any_status(input);
	check_step(model, axvcpu_bind(model->vcpu), IN(FREE), model->script.bind,
		   AXVCPU_STATE_READY);
}

static void unbind(struct model *model, struct input *input)
{
	enum axvcpu_state to = model->state == AXVCPU_STATE_INVALID ? AXVCPU_STATE_INVALID
								    : AXVCPU_STATE_FREE;

	(void)input;
	check_step(model, axvcpu_unbind(model->vcpu), IN(READY) | IN(INVALID), AXVCPU_OK, to);
}

static void reset(struct model *model, struct input *input)
{
	enum axvcpu_status got = axvcpu_reset(model->vcpu);

	(void)input;
	check_step(model, got, IN(FREE) | IN(INVALID), AXVCPU_OK, AXVCPU_STATE_CREATED);
	if (got == AXVCPU_OK) {
		model->is_kicked = false;
		model->left = LEFT_NOTHING;
	}
}

static void destroy(struct model *model, struct input *input)
{
	enum axvcpu_status expected = step(model, IN(CREATED) | IN(FREE) | IN(INVALID));

	(void)input;
	expect(axvcpu_destroy(model->vcpu) == expected);
	if (expected == AXVCPU_OK)
		make(model, model->policy);
}

static void block(struct model *model, struct input *input)
{
	bool is_pending = axvcpu_is_pending(model->vcpu);
	enum axvcpu_status expected = step(model, IN(READY));
	enum axvcpu_status got = axvcpu_block(model->vcpu);

	(void)input;
	expect(is_pending || !model->is_kicked);
	if (expected != AXVCPU_OK) {
		expect(got == expected);
		return;
	}
	expect(got == (is_pending ? AXVCPU_PENDING : AXVCPU_OK));
	if (is_pending)
		model->is_kicked = false;
	else
		model->state = AXVCPU_STATE_BLOCKED;
}

static void wake(struct model *model, struct input *input)
{
	(void)input;
	expect(axvcpu_wake(model->vcpu) == AXVCPU_OK);
	if (model->state == AXVCPU_STATE_BLOCKED)
		model->state = AXVCPU_STATE_READY;
	else
		model->is_kicked = true;
}

/* It does not wake. */
static void kick(struct model *model, struct input *input)
{
	(void)input;
	expect(axvcpu_kick(model->vcpu) == AXVCPU_OK);
	model->is_kicked = true;
}

static void interrupt(struct model *model, struct input *input)
{
	uint32_t id = (uint32_t)input_number(input, 2) % (AXVCPU_INTERRUPTS + 1);
	uint8_t how = input_byte(input) % 3;
	enum axvcpu_status status = how == 2 ? axvcpu_inject_interrupt(model->vcpu, id)
					     : axvcpu_set_interrupt(model->vcpu, id, how);

	expect(status == (id < AXVCPU_INTERRUPTS ? AXVCPU_OK : AXVCPU_BAD_ARGUMENT));
	if (status == AXVCPU_OK && how > 0 && model->state == AXVCPU_STATE_BLOCKED)
		model->state = AXVCPU_STATE_READY;
}

static bool is_read(const struct axvcpu_exit *exit)
{
	return exit->reason >= AXVCPU_EXIT_FIRST_READ;
}

static enum left left_of(const struct axvcpu_exit *exit)
{
	if (is_read(exit))
		return LEFT_ANSWER;
	return exit->retire == AXVCPU_RETIRE_NEXT ? LEFT_EFFECT : LEFT_NOTHING;
}

/* Any of the vocabulary, as far as completion looks at it. */
static void choose_exit(struct model *model, struct input *input)
{
	uint8_t reason = input_byte(input) % AXVCPU_EXIT_REASONS;
	uint8_t operation = input_byte(input) % 11;

	if (strcmp(axvcpu_exit_name(reason), "unknown") == 0)
		reason = AXVCPU_EXIT_HALT;
	guest_exit(guest_of(model->vcpu), &model->next, reason);
	if (reason == AXVCPU_EXIT_MMIO_READ)
		model->next.mmio_read = (struct axvcpu_exit_mmio_read){
			.width = 4, .reg = 5, .reg_width = 8, .operation = operation,
		};
	if (reason == AXVCPU_EXIT_SYSREG_READ)
		model->next.sysreg_read = (struct axvcpu_exit_sysreg_read){
			.reg = 6, .operation = operation,
		};
	if (reason == AXVCPU_EXIT_IO_READ)
		model->next.io_read.width = 4;
	model->fails = input_byte(input) == 0xff;
}

static bool writes_back(const struct axvcpu_exit *exit)
{
	return (exit->reason == AXVCPU_EXIT_MMIO_READ &&
		exit->mmio_read.operation != AXVCPU_OPERATION_LOAD) ||
	       (exit->reason == AXVCPU_EXIT_SYSREG_READ &&
		exit->sysreg_read.operation != AXVCPU_OPERATION_LOAD);
}

/* What run returns, when it returns; the vCPU was Ready. */
static void check_exit(struct model *model, const struct axvcpu_exit *exit)
{
	if (model->left == LEFT_WRITE) {
		expect(exit->reason == AXVCPU_EXIT_MMIO_WRITE ||
		       exit->reason == AXVCPU_EXIT_SYSREG_WRITE);
		model->left = LEFT_EFFECT;
	} else if (model->is_kicked) {
		expect(exit->reason == AXVCPU_EXIT_NOTHING &&
		       exit->nothing.cause == AXVCPU_NOTHING_KICKED);
		model->is_kicked = false;
		model->left = LEFT_NOTHING;
	} else {
		expect(exit->reason == model->next.reason);
		model->left = left_of(exit);
		model->writes_back = writes_back(exit);
	}
}

static void run(struct model *model, struct input *input)
{
	enum axvcpu_status expected = step(model, IN(READY));
	const struct axvcpu_exit *exit = NULL;
	bool enters = !model->is_kicked && model->left != LEFT_WRITE;

	choose_exit(model, input);
	enum axvcpu_status got = axvcpu_run(model->vcpu, &exit);

	if (expected != AXVCPU_OK) {
		expect(got == expected && !exit);
	} else if (model->left == LEFT_ANSWER) {
		expect(got == AXVCPU_INCOMPLETE);
	} else if (enters && model->fails) {
		expect(got == AXVCPU_FAILED);
		model->state = AXVCPU_STATE_INVALID;
	} else {
		expect(got == AXVCPU_OK && exit);
		check_exit(model, exit);
	}
}

static bool is_bound(const struct model *model)
{
	return model->state == AXVCPU_STATE_READY || model->state == AXVCPU_STATE_BLOCKED;
}

/* A call of the owner's ends with a look at what came meanwhile: then a kick wakes, too. */
static void look_again(struct model *model)
{
	if (model->state == AXVCPU_STATE_BLOCKED && axvcpu_is_pending(model->vcpu))
		model->state = AXVCPU_STATE_READY;
}

static void complete(struct model *model, struct input *input)
{
	enum axvcpu_status got = axvcpu_complete(model->vcpu, input_number(input, 8));

	if (!is_bound(model)) {
		expect(got == AXVCPU_BAD_STATE);
	} else if (model->left != LEFT_ANSWER) {
		expect(got == AXVCPU_NOT_PENDING);
	} else {
		expect(got == AXVCPU_OK);
		model->left = model->writes_back ? LEFT_WRITE : LEFT_NOTHING;
	}
	look_again(model);
}

static void retry(struct model *model, struct input *input)
{
	enum axvcpu_status got = axvcpu_retry(model->vcpu);

	(void)input;
	if (!is_bound(model))
		expect(got == AXVCPU_BAD_STATE);
	else
		expect(got == (model->left == LEFT_NOTHING ? AXVCPU_NOT_PENDING : AXVCPU_OK));
	if (got == AXVCPU_OK)
		model->left = LEFT_NOTHING;
	look_again(model);
}

static void inject(struct model *model, struct input *input)
{
	uint64_t code = input_byte(input) % 128;
	enum axvcpu_status got = axvcpu_inject_exception(model->vcpu, code, 0);

	if (!is_bound(model))
		expect(got == AXVCPU_BAD_STATE);
	else
		expect(got == (code < 64 ? AXVCPU_OK : AXVCPU_BAD_ARGUMENT));
	if (got == AXVCPU_OK)
		model->left = LEFT_NOTHING;
	look_again(model);
}

static void set_register(struct model *model, struct input *input)
{
	uint32_t reg = input_byte(input) % 2 ? 7 : AXVCPU_REGISTER_PC;
	uint64_t value = input_number(input, 8), now;
	enum axvcpu_status got = axvcpu_set_register(model->vcpu, reg, value);

	if (!is_bound(model) && model->state != AXVCPU_STATE_FREE) {
		expect(got == AXVCPU_BAD_STATE);
		return;
	}
	expect(got == AXVCPU_OK);
	expect(axvcpu_get_register(model->vcpu, reg, &now) == AXVCPU_OK && now == value);
	if (reg == AXVCPU_REGISTER_PC)
		model->left = LEFT_NOTHING;
	look_again(model);
}

static void (*const steps[])(struct model *model, struct input *input) = {
	run, setup, bind, complete, block, wake, unbind, reset, retry, inject, kick, interrupt,
	set_register, destroy,
};

static void end(struct model *model)
{
	axvcpu_wake(model->vcpu);
	if (axvcpu_state(model->vcpu) == AXVCPU_STATE_READY)
		expect(axvcpu_unbind(model->vcpu) == AXVCPU_OK);
	expect(axvcpu_destroy(model->vcpu) == AXVCPU_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct input input = { bytes, size };

	for (unsigned i = 0; i < VCPUS; i++)
		make(&models[i], i == 0 ? AXVCPU_POLICY_STRICT : AXVCPU_POLICY_LENIENT);
	while (input.size > 0) {
		uint8_t call = input_byte(&input) % (sizeof steps / sizeof *steps);
		struct model *model = &models[input_byte(&input) % VCPUS];

		steps[call](model, &input);
		expect(axvcpu_state(model->vcpu) == model->state);
	}
	for (unsigned i = 0; i < VCPUS; i++)
		end(&models[i]);
	return 0;
}
