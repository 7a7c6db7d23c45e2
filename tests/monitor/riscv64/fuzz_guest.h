/* SPDX-License-Identifier: MIT */
/* Where a random guest has what, as offsets in RAM. */
#ifndef MONITOR_FUZZ_GUEST_H
#define MONITOR_FUZZ_GUEST_H

#include "../fuzz.h"

#define CODE       0x0000
#define CODE_SIZE  0x4000
#define HANDLER    0x4000 /* takes its traps, if stvec says so */
#define POOL       0x5000 /* values, for its registers */
#define TABLE_39   0x6000 /* root of Sv39; the next two are the levels below */
#define TABLE_2M   0x7000
#define TABLE_4K   0x8000
#define TABLE_48   0x9000 /* root of Sv48, above that of Sv39 */
#define DATA       0xa000

/* Instructions from CODE on, and in the handler. */
void fuzz_code(uint8_t *ram);
/* Tables that map RAM where it is, more or less. */
void fuzz_tables(uint8_t *ram);

/* A value for satp. */
uint64_t fuzz_satp(void);
/* A value for stvec. */
uint64_t fuzz_vector(void);

#endif
