/* SPDX-License-Identifier: MIT */
/* Payloads and syndromes of exits, printed as the spec describes them. */
#ifndef CLI_FIELDS_H
#define CLI_FIELDS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include <axvcpu/axvcpu.h>
#include <json.h>

/* An element of a field; 0 for a field that holds no value. */
uint64_t field_value(const struct axvcpu_exit *exit, const struct axvcpu_field *field,
		     unsigned element);

bool field_is_known(const struct axvcpu_exit *exit, const struct axvcpu_field *field);

/* The value alone: "0x10001000", "4", "read", "a0", "[0x1 0x2]", "unknown". */
void field_print(FILE *stream, const struct axvcpu_exit *exit, const struct axvcpu_field *field);

/* A register by its name, "none", or a number that has no name. */
void register_print(FILE *stream, const struct axvcpu_exit *exit, uint64_t number);

/* The name of the system register that an exit is about; null: none is known. */
const char *system_register_of(const struct axvcpu_exit *exit);

/* "reason name=value ...", without what goes without saying; on and off colour the reason. */
void exit_print(FILE *stream, const struct axvcpu_exit *exit, const char *on, const char *off);

/* Add each field by its name. */
void payload_json(struct json_object *record, const struct axvcpu_exit *exit);

/* A trace's record: seq, vcpu, pc, exit, the payload's fields, syndrome. The caller puts it. */
struct json_object *exit_json(uint64_t sequence, uint32_t vcpu, const struct axvcpu_exit *exit);

/* Whether a word of a syndrome is there: all but fetched ones are. */
bool word_is_there(const struct axvcpu_decoder *decoder, const union axvcpu_syndrome *syndrome,
		   const struct axvcpu_word *word);
uint64_t word_value(const union axvcpu_syndrome *syndrome, const struct axvcpu_word *word);

/* The back end whose decoder explains the syndrome. */
const char *syndrome_name(const struct axvcpu_exit *exit);

/* " name=value ..." for each word that is there. */
void syndrome_print(FILE *stream, const struct axvcpu_exit *exit);
struct json_object *syndrome_json(const struct axvcpu_exit *exit);

/* "0x1f" as text: JSON numbers lose bits above 2^53. */
struct json_object *hex_json(uint64_t value);

#endif
