/* SPDX-License-Identifier: MIT */
/* What the oracles of vmx and svm share: exits of the x86 architecture, made of its registers. */
#ifndef X86_EXITS_H
#define X86_EXITS_H

#include <stdbool.h>
#include <stdint.h>

#include <axvcpu/exits.h>
#include <axvcpu/x86_64.h>

/* An answer of a decoder, enum axvcpu_decoded, as a member of a set. */
#define ORACLE_ANSWER(decoded) (1u << (decoded))

/* What a decoder should say of a syndrome. */
struct x86_expected {
	/* ORACLE_ANSWERs that are right; exit counts where DONE is one of them. */
	uint32_t answers;
	/* The instruction decides, and the oracle does not read it: exit is what refuses it. */
	bool is_elsewhere;
	struct axvcpu_exit exit;
};

typedef const struct axvcpu_x86_64_registers x86_registers;

/* The lowest 1, 2, 4 or 8 bytes of a value. */
uint64_t x86_low_bytes(uint64_t value, unsigned bytes);

/* Each fills in an exit that is zero; registers may be null, and are then unknown. */
void x86_unknown(struct axvcpu_exit *exit, uint64_t cause);
void x86_nothing(struct axvcpu_exit *exit, enum axvcpu_nothing cause);
void x86_yield(struct axvcpu_exit *exit);
void x86_halt(struct axvcpu_exit *exit);
void x86_interrupt_done(struct axvcpu_exit *exit, uint64_t vector);
void x86_interrupt(struct axvcpu_exit *exit, uint64_t vector);
void x86_interrupt_unnamed(struct axvcpu_exit *exit);
void x86_debug(struct axvcpu_exit *exit, enum axvcpu_debug cause, uint64_t addr);
void x86_fail_entry(struct axvcpu_exit *exit, uint64_t reason);
void x86_reset(struct axvcpu_exit *exit, uint64_t reason);
void x86_fault(struct axvcpu_exit *exit, uint64_t addr, enum axvcpu_access access);
void x86_hypercall(struct axvcpu_exit *exit, x86_registers *registers);
void x86_cpuid(struct axvcpu_exit *exit, x86_registers *registers);
void x86_read_msr(struct axvcpu_exit *exit, x86_registers *registers);
void x86_write_msr(struct axvcpu_exit *exit, x86_registers *registers);

/* By the bits B0 to B3 and BS, which DR6 and the qualification of VMX have in the same places. */
enum axvcpu_debug x86_debug_cause(uint64_t status);

/* A command written to the interrupt command register; destination: who it names. */
void x86_command(struct axvcpu_exit *exit, uint64_t command, uint64_t destination);

/* IN, OUT, INS or OUTS. */
struct x86_port {
	uint16_t port;
	uint8_t width;
	bool in, string, repeated;
	/* Bytes of an address: 2, 4 or 8. */
	uint8_t address_size;
	/* Where a string is, in guest-virtual memory. */
	uint64_t memory;
	bool memory_known;
};

void x86_access_port(struct axvcpu_exit *exit, const struct x86_port *port,
		     x86_registers *registers);

/* An offset of that many bytes, out of RDI or RSI. */
uint64_t x86_string_offset(const struct x86_port *port, x86_registers *registers);

#endif
