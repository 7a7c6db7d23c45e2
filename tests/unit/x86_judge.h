/* SPDX-License-Identifier: MIT */
/* The generated decoders of x86 against the oracles that were written from the manuals. */
#ifndef X86_JUDGE_H
#define X86_JUDGE_H

#include <axvcpu/exits.h>

#include "../oracle/x86_exits.h"

typedef void x86_oracle(const union axvcpu_syndrome *syndrome, x86_registers *registers,
			struct x86_expected *expected);

/* Compare this back end's decoder with this oracle from now on. */
void x86_begin(const char *backend, x86_oracle *oracle);

/* The registers of the guest, to be changed at will; each begins with a value of its own. */
struct axvcpu_x86_64_registers *x86_guest(void);

/* All registers at random, the counter often zero in some of its bytes. */
void x86_shuffle_guest(void);

/* All words at random; only the union's member of the back end is written. */
void x86_shuffle(union axvcpu_syndrome *syndrome);

/* The first eight bytes of an instruction that most often is a move to or from memory. */
uint64_t x86_any_move(void);

/*
 * Compare what both say of a syndrome, with the guest's registers and without, with all of the
 * words that may be fetched and with none.
 */
void x86_try(union axvcpu_syndrome *syndrome);

/* Compare once: with the registers or without, and with any of the words that may be fetched. */
void x86_try_once(union axvcpu_syndrome *syndrome);

/* One result: whether they agreed about all that was tried since the last one. */
void x86_finish(const char *what);

#endif
