/* SPDX-License-Identifier: MIT */
/*
 * Guests made of random instructions, and a host that answers them at random.
 * Whatever they do, the host lives, and what is its own stays as it was.
 */
#ifndef MONITOR_FUZZ_H
#define MONITOR_FUZZ_H

#include <stdbool.h>
#include <stdint.h>

#include <axvcpu/axvcpu.h>
#include <axvcpu/names.h>

#include "print.h"
#include "random.h"

/* End the run, and say what does not hold, in which guest. */
#define EXPECT(condition) \
	((condition) ? (void)0 : fuzz_failed(__FILE__, __LINE__, #condition))
#define MUST(call) fuzz_must(__FILE__, __LINE__, #call, (call))

_Noreturn void fuzz_failed(const char *file, int line, const char *condition);
void fuzz_must(const char *file, int line, const char *call, enum axvcpu_status status);

/* A guest's memory: pages at RAM, each mapped for itself, and one large page at LARGE. */
#define RAM         UINT64_C(0x80000000)
#define RAM_PAGES   32
#define LARGE       UINT64_C(0x40000000)
#define LARGE_PAGES 512
#define PAGES       (RAM_PAGES + LARGE_PAGES)
#define ALL         (AXVCPU_MAP_READ | AXVCPU_MAP_WRITE | AXVCPU_MAP_EXECUTE)

#define BOARDS         2
#define VCPUS_OF_BOARD 2

/* A machine of guests. */
struct board {
	struct axvcpu_space *space;
	struct axvcpu *vcpus[VCPUS_OF_BOARD];
	uint8_t *ram, *large;
	/* Of each page, those of large behind those of ram: enum axvcpu_map bits; 0: not mapped. */
	uint8_t flags[PAGES];
	/* Of each page that the guest may not write: the sum of its bytes. */
	uint64_t sums[PAGES];
};

/* Board n, empty, with its vCPUs, Created. */
void board_make(struct board *board, unsigned n);

/* From now on nothing is known of what the host has written: every page is mapped anew. */
void board_begin(struct board *board);

/* The page at a guest-physical address, or PAGES. */
unsigned board_page(uint64_t address);

/* Let the guest do that with count pages from one on; all in RAM or all in LARGE. */
void board_change(struct board *board, unsigned page, unsigned count, unsigned flags);

/* No page that the guest may not write has changed, nor has what lies beside its memory. */
void board_check(const struct board *board);

/* Of the architecture: what is in RAM and in the registers of a vCPU that begins. */
void fuzz_fill(uint8_t *ram);
void fuzz_start(struct axvcpu *vcpu);

/* An address where there is code, most often, and a value at the edge of something. */
uint64_t fuzz_code_address(void);
uint64_t fuzz_value(void);

/* A random register that the vCPU has is written, and read. */
void fuzz_register(struct axvcpu *vcpu);

/* What an exception of the guest's may be. */
uint64_t fuzz_exception(void);

/* Whether an unknown exit is of an instruction that only other guests have: that is all of it. */
bool fuzz_is_reserved(const struct axvcpu_exit *exit);

/*
 * Once the CPU is enabled, where the machine's clock counts instructions: QEMU counts none
 * that traps, so a guest whose handler does stops the clock, and no timer ends it, unless
 * the host has its exceptions.
 */
void fuzz_keep_exceptions(void);

/* As axvcpu_run, but what the host has in its registers is looked at before and after. */
enum axvcpu_status fuzz_run(struct axvcpu *vcpu, const struct axvcpu_exit **exit);

/* The host does what the exit asks for, or something else, and more. */
void fuzz_answer(struct board *board, struct axvcpu *vcpu, const struct axvcpu_exit *exit);

/* Whether the caller has to begin anew, which an answer has asked for. */
bool fuzz_is_over(void);

/* Exits by reason and by cause: count one, print all, say as TAP whether there are enough kinds. */
void fuzz_count(const struct axvcpu_exit *exit);
void fuzz_print_counts(void);
void fuzz_judge_counts(void);

#endif
