/* SPDX-License-Identifier: MIT */
/* The generated decoder of el2 against the oracle that was written from the manuals. */
#include "el2_judge.h"

#include <inttypes.h>
#include <string.h>

#include <axvcpu/names.h>

#include "../oracle/el2_oracle.h"
#include "../tap.h"
#include "exit_judge.h"
#include "samples.h"

/* How many disagreements a group prints before it only counts. */
#define SHOWN 5

struct axvcpu_aarch64_registers el2_guest;

static unsigned long tried, wrong;

void el2_shuffle_guest(void)
{
	for (unsigned i = 0; i < 31; i++)
		el2_guest.x[i] = random_word();
	el2_guest.sp = random_word();
	el2_guest.pc = random_word();
}

struct axvcpu_el2_syndrome el2_exception(uint64_t esr)
{
	struct axvcpu_el2_syndrome syndrome = {
		.esr = esr, .far = random_word(), .hpfar = random_word(), .spsr = 5,
		.insn = (uint32_t)random_word(), .gpa = random_word(),
		.have = AXVCPU_EL2_HAVE_INSN | AXVCPU_EL2_HAVE_GPA,
	};

	return syndrome;
}

/* A row of the table is named for every exit. */
static bool has_row(const struct axvcpu_exit *exit)
{
	return exit->cause > 0 && exit->cause <= axvcpu_decoder_find("el2")->cause_count;
}

static void explain(const struct axvcpu_el2_syndrome *syndrome,
		    const struct axvcpu_aarch64_registers *registers, enum axvcpu_decoded decoded,
		    enum axvcpu_decoded expected)
{
	diag("esr=%#" PRIx64 " far=%#" PRIx64 " hpfar=%#" PRIx64 " spsr=%#" PRIx64
	     " vector=%" PRIu32 " gpa=%#" PRIx64 " insn=%#" PRIx32 " have=%" PRIu32
	     " %s registers: decoder %d, oracle %d", syndrome->esr, syndrome->far,
	     syndrome->hpfar, syndrome->spsr, syndrome->vector, syndrome->gpa, syndrome->insn,
	     syndrome->have, registers ? "with" : "without", (int)decoded, (int)expected);
}

static void compare(const struct axvcpu_el2_syndrome *syndrome,
		    const struct axvcpu_aarch64_registers *registers)
{
	struct axvcpu_exit got, exit;
	enum axvcpu_decoded decoded, expected = el2_oracle(syndrome, registers, &exit);

	memset(&got, 0x5a, sizeof(got));
	decoded = axvcpu_el2_decode(syndrome, registers, &got);
	tried++;
	if (decoded == expected && (decoded != AXVCPU_DECODED_DONE ||
				    (exit_is_same(&got, &exit) && has_row(&got))))
		return;
	if (wrong++ >= SHOWN)
		return;
	explain(syndrome, registers, decoded, expected);
	if (decoded == AXVCPU_DECODED_DONE && expected == AXVCPU_DECODED_DONE)
		exit_explain(&got, &exit);
}

void el2_try(const struct axvcpu_el2_syndrome *syndrome)
{
	compare(syndrome, &el2_guest);
	compare(syndrome, NULL);
}

void el2_try_all(const struct axvcpu_el2_syndrome *syndrome)
{
	struct axvcpu_el2_syndrome bare = *syndrome;

	el2_try(syndrome);
	for (bare.have = 0; bare.have < syndrome->have; bare.have++)
		el2_try(&bare);
}

void el2_finish(const char *what)
{
	is_u64(wrong, 0, "%s: %lu tried", what, tried);
	tried = wrong = 0;
}
