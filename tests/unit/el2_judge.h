/* SPDX-License-Identifier: MIT */
/* The generated decoder of el2 against the oracle that was written from the manuals. */
#ifndef EL2_JUDGE_H
#define EL2_JUDGE_H

#include <stdint.h>

#include <axvcpu/el2.h>

/* The registers of the guest that every exception is tried with; x[31] stays 0. */
extern struct axvcpu_aarch64_registers el2_guest;

/* Give each register a value, and the sign bit of each width is as likely as not. */
void el2_shuffle_guest(void);

/* An exception with this syndrome, the rest at random, and all there that may be fetched. */
struct axvcpu_el2_syndrome el2_exception(uint64_t esr);

/* Whether both say the same of it, with and without registers, is counted. */
void el2_try(const struct axvcpu_el2_syndrome *syndrome);

/* The same with nothing fetched, too. */
void el2_try_all(const struct axvcpu_el2_syndrome *syndrome);

/* Report what was tried since the last report. */
void el2_finish(const char *what);

#endif
