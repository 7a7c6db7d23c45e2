/* SPDX-License-Identifier: MIT */
/* Payloads of exits as JSON. */
#include <config.h>

#include <inttypes.h>

#include "fields.h"

struct json_object *hex_json(uint64_t value)
{
	char text[sizeof "0x" + 16];

	snprintf(text, sizeof text, "0x%" PRIx64, value);
	return json_object_new_string(text);
}

static struct json_object *value_json(const struct axvcpu_field *field, uint64_t value)
{
	switch (field->kind) {
	case AXVCPU_FIELD_NUMBER:
		return json_object_new_int64((int64_t)value);
	case AXVCPU_FIELD_BOOL:
		return json_object_new_boolean(value != 0);
	case AXVCPU_FIELD_NAME:
		return json_object_new_string(field->value_name((unsigned)value));
	default:
		return hex_json(value);
	}
}

/* A field that holds no value is null. */
static struct json_object *field_json(const struct axvcpu_exit *exit,
				      const struct axvcpu_field *field)
{
	if (!field_is_known(exit, field))
		return NULL;
	if (field->count == 1)
		return value_json(field, field_value(exit, field, 0));
	struct json_object *list = json_object_new_array();

	for (unsigned i = 0; i < field->count; i++)
		json_object_array_add(list, value_json(field, field_value(exit, field, i)));
	return list;
}

/* Fields that only some exits of a reason have are left out of the others. */
void payload_json(struct json_object *record, const struct axvcpu_exit *exit)
{
	size_t count;
	const struct axvcpu_field *field = axvcpu_exit_fields(exit->reason, &count);

	for (; count-- > 0; field++)
		if (!field->optional || field_is_known(exit, field))
			json_object_object_add(record, field->name, field_json(exit, field));
}

struct json_object *exit_json(uint64_t sequence, uint32_t vcpu, const struct axvcpu_exit *exit)
{
	struct json_object *record = json_object_new_object();

	json_object_object_add(record, "seq", json_object_new_int64((int64_t)sequence));
	json_object_object_add(record, "vcpu", json_object_new_int64(vcpu));
	json_object_object_add(record, "pc", hex_json(exit->pc));
	json_object_object_add(record, "exit",
			       json_object_new_string(axvcpu_exit_name(exit->reason)));
	payload_json(record, exit);
	json_object_object_add(record, "syndrome", syndrome_json(exit));
	return record;
}
