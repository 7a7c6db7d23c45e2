/* SPDX-License-Identifier: MIT */
/* An exit as one line, so that a test can say in full what it expects. */
#ifndef EXIT_TEXT_H
#define EXIT_TEXT_H

#include <axvcpu/exits.h>

#define EXIT_TEXT_SIZE 1024

/*
 * "REASON FIELD=VALUE... +REG=DATA... [REG]=VALUE... keep|next LENGTH": the payload, further
 * parts, registers written; before keep the library's own answer, if there is one. Numbers are hexadecimal. A field that is not known has the value ?;
 * one that is 0 is left out, unless it is among those that only some exits have.
 */
void exit_text(const struct axvcpu_exit *exit, char text[EXIT_TEXT_SIZE]);

#endif
