/* SPDX-License-Identifier: MIT */
/* Whether an exit is one that the specs allow, whatever the guest did. */
#ifndef CHECK_EXIT_H
#define CHECK_EXIT_H

#include <axvcpu/names.h>

/* Abort unless each value of an exit of such a guest is one that its field may have. */
void check_exit(enum axvcpu_arch arch, const struct axvcpu_exit *exit);

/*
 * Abort unless two exits say the same: the reason with every field of its payload, known or not,
 * further parts and registers written as far as they count. Not compared: pc, back end, syndrome,
 * and the call that may be answered inside, which a vCPU's exit no longer has.
 */
void check_same(const struct axvcpu_exit *one, const struct axvcpu_exit *other);

/* Abort unless a second exit of that reason has all that is known of the first, and maybe more. */
void check_part_of(const struct axvcpu_exit *part, const struct axvcpu_exit *whole);

#endif
