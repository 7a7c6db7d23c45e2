/* SPDX-License-Identifier: MIT */
/* Whether two exits say the same: that of a decoder, and that of an oracle. */
#ifndef EXIT_JUDGE_H
#define EXIT_JUDGE_H

#include <stdbool.h>

#include <axvcpu/exits.h>

/*
 * Whether got is what is expected: the reason, every field of the payload whether it is
 * known or not, the length, what retires, the answer, further parts, and registers written
 * beside. The row, pc, back end and syndrome are not compared. Of a part counts what a reader
 * of the exit looks at: the register, or the data of a write whose payload gives no register.
 */
bool exit_is_same(const struct axvcpu_exit *got, const struct axvcpu_exit *expected);

/* Both in a comment each, with all that exit_is_same compares, by name. */
void exit_explain(const struct axvcpu_exit *got, const struct axvcpu_exit *expected);

#endif
