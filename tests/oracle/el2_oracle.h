/* SPDX-License-Identifier: MIT */
/*
 * What an exception from a guest at EL1 or EL0 to EL2 means. Sections named in the code are
 * those of the Arm Architecture Reference Manual for A-profile, unless another is named.
 */
#ifndef EL2_ORACLE_H
#define EL2_ORACLE_H

#include <axvcpu/el2.h>

/*
 * What a decoder is expected to answer for this syndrome, of a guest with these registers
 * (null: they are not known): what it needs, or, when it is done, the exit. Of that are filled
 * in what exit_is_same compares.
 */
enum axvcpu_decoded el2_oracle(const struct axvcpu_el2_syndrome *syndrome,
			       const struct axvcpu_aarch64_registers *registers,
			       struct axvcpu_exit *exit);

#endif
