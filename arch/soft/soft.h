/* SPDX-License-Identifier: MIT */
/*
 * The interpreter's state of a vCPU, and what its files have of each other.
 *
 * Guest code is decoded into blocks: straight lines of instructions within a
 * page, each with the function that executes it. Blocks are found by the host
 * address of their code, so they outlive changes of the guest's translation;
 * FENCE.I drops them. A software TLB takes guest-virtual pages to host memory.
 */
#ifndef AXVCPU_ARCH_SOFT_SOFT_H
#define AXVCPU_ARCH_SOFT_SOFT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <axvcpu/backend.h>
#include <axvcpu/riscv64.h>

#include "../riscv64/riscv.h"

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
	       "guest memory is accessed in the host's byte order");

enum {
	SOFT_BLOCK_LENGTH = 16,  /* instructions of a block */
	SOFT_BLOCKS = 4096,
	SOFT_TLB_ENTRIES = 256,
	SOFT_SLICE = 1024,       /* instructions between looks at the clock */
};

/* What an instruction did. */
enum soft_step {
	SOFT_NEXT = 0, /* it retired; go on with the one behind it */
	SOFT_JUMP,     /* it retired and wrote the pc */
	SOFT_TRAP,     /* it did nothing; hart->trap says why */
	SOFT_AGAIN,    /* it did nothing; try again once requests were looked at */
};

struct soft_hart;
struct soft_insn;

/*
 * Executes an instruction. Within a block it goes on by itself with the one
 * behind it, by soft_next, and says by soft_stop where it does not. The last
 * of a block needs neither: it returns its step.
 */
typedef enum soft_step soft_execute(struct soft_hart *hart, const struct soft_insn *insn);

/* A decoded instruction. */
struct soft_insn {
	soft_execute *execute;
	int32_t immediate;
	uint32_t raw;           /* as fetched, 16 or 32 bits */
	uint8_t rd, rs1, rs2;
	uint8_t length;         /* bytes: 2 or 4 */
	uint8_t offset;         /* bytes from the beginning of its block */
};

struct soft_block {
	uint64_t host;          /* where its code is */
	uint64_t generation;    /* of hart->generation when it was decoded */
	uint32_t count;
	struct soft_insn insn[SOFT_BLOCK_LENGTH + 1]; /* the one behind the last ends the block */
};

/* A page's host memory is at addend + guest-virtual address, modulo 2^64. */
struct soft_tlb_entry {
	uint64_t read, write, execute; /* the page for which this is permitted; SOFT_TLB_NONE */
	uint64_t addend;
};

#define SOFT_TLB_NONE UINT64_MAX

/* Translations differ by privilege and by SUM; each combination has a TLB of its own. */
enum soft_view { SOFT_VIEW_USER, SOFT_VIEW_SUPERVISOR, SOFT_VIEW_SUM, SOFT_VIEWS };

/* An exception that an instruction met. */
struct soft_trap {
	uint64_t cause;
	uint64_t value;   /* what goes to stval */
	uint64_t gpa;     /* of the second-stage fault */
	uint64_t htinst;  /* of an implicit access */
	uint32_t insn;    /* the instruction, if has_insn */
	uint8_t portion;  /* bytes of a misaligned access before the one at value */
	bool has_insn;
	bool gva;         /* value is a guest-virtual address */
};

/* The supervisor's CSRs; sip is put together from several sources. */
struct soft_csrs {
	uint64_t sstatus, sie, stvec, scounteren, senvcfg;
	uint64_t sscratch, sepc, scause, stval, satp;
};

/* The state of F and D (I 20.1). A register holds a binary32 NaN-boxed (I 21.2). */
struct soft_float_state {
	uint64_t f[32];
	uint8_t fcsr;
};

struct soft_hart {
	struct axvcpu_riscv64_registers registers;
	struct soft_tlb_entry *tlb;  /* the view in force */
	const struct soft_insn *stopped; /* where a block ended: its last, or soft_stop's */
	struct axvcpu *vcpu;
	struct axvcpu_space *space;
	uint64_t slice;              /* instructions until the next look at budget and clock */
	uint64_t retired;
	uint64_t generation;         /* of decoded code; FENCE.I begins a new one */
	bool attention;              /* an interrupt may have become deliverable */
	uint8_t mode;
	bool has_float;              /* F and D are there */

	struct soft_csrs csr;
	struct soft_float_state floating;
	struct soft_trap trap;
	uint64_t edges;              /* bits of sip that were set and stay until cleared */
	uint64_t levels;             /* bits of sip that follow their line */
	bool timer_due;
	uint64_t timecmp;            /* when the timer is due, in ticks of the time CSR */
	uint64_t deadline;           /* the same in host time; UINT64_MAX: not armed */
	uint64_t timebase;           /* ticks a second */
	uint64_t timedelta;          /* the time CSR less the host's ticks, modulo 2^64 */
	uint64_t budget;             /* instructions left beside the slice; UINT64_MAX: no limit */

	uint64_t reserved;           /* host address of the reservation; 0: none */
	uint64_t reserved_value;
	uint64_t reserved_size;

	struct soft_block single;    /* an instruction that crosses pages, or the part of a block */
	struct soft_tlb_entry views[SOFT_VIEWS][SOFT_TLB_ENTRIES];
	struct soft_block blocks[SOFT_BLOCKS];
};

/* A list of instructions: one line matches where (raw & mask) == match. */
struct soft_row {
	uint32_t mask, match;
	soft_execute *execute;      /* null ends the list */
};

/* integer.c, multiply.c, memory.c, atomic.c, csr.c, system.c */
extern const struct soft_row axvcpu_soft_upper[], axvcpu_soft_jumps[], axvcpu_soft_branches[];
extern const struct soft_row axvcpu_soft_immediates[], axvcpu_soft_operations[];
extern const struct soft_row axvcpu_soft_multiplications[];
extern const struct soft_row axvcpu_soft_loads[], axvcpu_soft_stores[], axvcpu_soft_fences[];
extern const struct soft_row axvcpu_soft_atomics[], axvcpu_soft_systems[];
extern const struct soft_row axvcpu_soft_csr_accesses[];
/* float_memory.c, float_move.c, float_operation.c */
extern const struct soft_row axvcpu_soft_float_loads[], axvcpu_soft_float_stores[];
extern const struct soft_row axvcpu_soft_float_moves[], axvcpu_soft_float_operations[];
extern const struct soft_row axvcpu_soft_float_fused[];

/* Where an instruction may be in a block: anywhere, at its end, or alone. */
enum soft_place { SOFT_INSIDE, SOFT_LAST, SOFT_ALONE };

/* decode.c: of an instruction of 16 or 32 bits, by its two low bits. */
enum soft_place axvcpu_soft_decode(struct soft_insn *insn, uint32_t raw);

/* block.c: the block at the pc, translated and decoded where needed. */
enum soft_step axvcpu_soft_fetch(struct soft_hart *hart, const struct soft_block **block);
/* The first instructions of a block, as a block. */
const struct soft_block *axvcpu_soft_part(struct soft_hart *hart, const struct soft_block *block,
					  uint32_t count);
void axvcpu_soft_drop_code(struct soft_hart *hart);

/* translate.c */
/* Make the page of an address present in the TLB for an access; else fill hart->trap. */
enum soft_step axvcpu_soft_translate(struct soft_hart *hart, uint64_t address,
				     enum axvcpu_access access);
void axvcpu_soft_flush(struct soft_hart *hart);
/* Choose the TLB after a change of mode or sstatus. */
void axvcpu_soft_view(struct soft_hart *hart);
bool axvcpu_soft_satp_legal(uint64_t satp);

/* trap.c */
enum soft_step axvcpu_soft_illegal(struct soft_hart *hart, const struct soft_insn *insn);
enum soft_step axvcpu_soft_virtual(struct soft_hart *hart, const struct soft_insn *insn);
enum soft_step axvcpu_soft_raise(struct soft_hart *hart, uint64_t cause, uint64_t value);
void axvcpu_soft_deliver(struct soft_hart *hart, uint64_t cause, uint64_t value);
/* Take hart->trap to the guest, answer it, or fill the exit; true: the exit is for the caller. */
bool axvcpu_soft_take_trap(struct soft_hart *hart, struct axvcpu_exit *exit);
void axvcpu_soft_nothing(struct soft_hart *hart, struct axvcpu_exit *exit,
			 enum axvcpu_nothing cause);

/* interrupt.c */
uint64_t axvcpu_soft_sip(const struct soft_hart *hart);
void axvcpu_soft_take_lines(struct soft_hart *hart);
bool axvcpu_soft_interrupt(struct soft_hart *hart);
uint64_t axvcpu_soft_time(const struct soft_hart *hart);
void axvcpu_soft_set_timer(struct soft_hart *hart, uint64_t timecmp);
void axvcpu_soft_set_timedelta(struct soft_hart *hart, uint64_t timedelta);
void axvcpu_soft_look_at_clock(struct soft_hart *hart);
uint64_t axvcpu_soft_wake_time(const struct soft_hart *hart);

/* CSRs are numbered from here among the registers (spec/arch/riscv64.yaml). */
#define REGISTER_CSR 0x1000u

/* csr.c: by number, without checks of privilege; false: no such CSR here. */
bool axvcpu_soft_csr_read(struct soft_hart *hart, uint32_t csr, uint64_t *value);
bool axvcpu_soft_csr_write(struct soft_hart *hart, uint32_t csr, uint64_t value);

/* float_state.c: of those of F and D; as above, and what a guest's access asks and leaves. */
bool axvcpu_soft_float_csr_read(const struct soft_hart *hart, uint32_t csr, uint64_t *value);
bool axvcpu_soft_float_csr_write(struct soft_hart *hart, uint32_t csr, uint64_t value);
bool axvcpu_soft_float_csr_off(const struct soft_hart *hart, uint32_t csr);
void axvcpu_soft_float_csr_written(struct soft_hart *hart, uint32_t csr);

/* firmware.c: do what an answered call asks, and write its results; false: it has no answer. */
bool axvcpu_soft_answer(struct soft_hart *hart, unsigned answer);

/* run.c: go on behind an instruction that was executed elsewhere. */
void axvcpu_soft_retire(struct soft_hart *hart, unsigned length);

#endif
