/* SPDX-License-Identifier: MIT */
/* The generated decoder of hext against the oracle that was written from the manual. */
#ifndef HEXT_JUDGE_H
#define HEXT_JUDGE_H

#include <stdbool.h>
#include <stdint.h>

#include "../oracle/hext_oracle.h"

/* Whether both say the same of this trap; explained: if not, a comment tells what they say. */
bool hext_agree(const struct hext_oracle_in *in, bool explained);

/* A trap with this cause, all that may be fetched, and a value of its own in each register. */
struct hext_oracle_in hext_trap(uint64_t scause);

#endif
