/* SPDX-License-Identifier: MIT */
/* What a refused call met, kept for each physical CPU. */
#include <axvcpu/error.h>
#include <axvcpu/names.h>

#include "vcpu.h"

enum axvcpu_status axvcpu_refuse(const char *call, enum axvcpu_status status, const char *detail)
{
	axvcpu_this_cpu()->error = (struct axvcpu_error){
		.status = status, .call = call, .detail = detail,
	};
	return status;
}

enum axvcpu_status axvcpu_refuse_state(const char *call, enum axvcpu_status status,
				       enum axvcpu_state met, const char *detail)
{
	axvcpu_this_cpu()->error = (struct axvcpu_error){
		.status = status, .call = call, .met = met, .has_state = 1, .detail = detail,
	};
	return status;
}

void axvcpu_last_error(struct axvcpu_error *error)
{
	*error = axvcpu_this_cpu()->error;
}

/* A line that grows in a buffer which may be too small. */
struct line {
	char *buffer;
	size_t size;
	size_t length;
};

static void append(struct line *line, const char *text)
{
	for (; *text; text++, line->length++)
		if (line->length + 1 < line->size)
			line->buffer[line->length] = *text;
}

static bool same(const char *a, const char *b)
{
	while (*a && *a == *b)
		a++, b++;
	return *a == *b;
}

/* ", bind needs free": for a call that is a step of the life cycle. */
static void append_needs(struct line *line, const char *call)
{
	const char *before = " needs ";

	for (int event = AXVCPU_EVENT_SETUP; event <= AXVCPU_EVENT_DESTROY; event++) {
		if (!same(axvcpu_event_name(event), call))
			continue;
		append(line, ", ");
		append(line, call);
		for (int state = 0; state < (int)AXVCPU_STATE_GONE; state++) {
			if (!axvcpu_step_permitted(event, state))
				continue;
			append(line, before);
			append(line, axvcpu_state_name(state));
			before = " or ";
		}
	}
}

static void append_state(struct line *line, const struct axvcpu_error *error)
{
	append(line, ": the vCPU is ");
	append(line, axvcpu_state_name(error->met));
	if (error->status == AXVCPU_BAD_STATE && !error->detail)
		append_needs(line, error->call);
}

size_t axvcpu_error_message(char *buffer, size_t size)
{
	const struct axvcpu_error *error = &axvcpu_this_cpu()->error;
	struct line line = { buffer, buffer ? size : 0, 0 };

	if (error->status != AXVCPU_OK) {
		append(&line, error->call);
		append(&line, ": ");
		append(&line, axvcpu_status_name(error->status));
		if (error->has_state)
			append_state(&line, error);
		if (error->detail) {
			append(&line, error->has_state ? ", " : ": ");
			append(&line, error->detail);
		}
	}
	if (line.size)
		buffer[line.length < line.size ? line.length : line.size - 1] = '\0';
	return line.length;
}
