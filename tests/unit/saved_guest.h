/* SPDX-License-Identifier: MIT */
/* A guest that makes most exits there are, for the tests that save it; and what answers it. */
#ifndef SAVED_GUEST_H
#define SAVED_GUEST_H

#include <stdio.h>

#include "soft_machine.h"

/* The machine with the guest at its beginning. */
void saved_guest_load(struct machine *machine);

/* Do what the last exit asks; it knows nothing but that exit, so any process can. */
void saved_guest_answer(struct machine *machine);

/* A line of all that is known of the last exit, unless it is one that the guest did not cause. */
void saved_guest_record(FILE *trace, const struct machine *machine);

/* Whether the last exit is the guest's last one. */
bool saved_guest_is_over(const struct machine *machine);

/* Answer the last exit, if owed is true, and go on with a record of each exit until the end. */
void saved_guest_finish(struct machine *machine, FILE *trace, bool owed);

/* Save one machine's vCPU and memory, and make another of them. */
void saved_guest_copy(struct machine *from, struct machine *to);

/* Bytes of the vCPU, for the caller to free. */
uint8_t *saved_guest_bytes(struct machine *machine);

#endif
