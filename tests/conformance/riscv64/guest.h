/* SPDX-License-Identifier: MIT */
/*
 * What guests share. A guest is a file that defines guest_main; README.md beside
 * the monitor tells how to write one.
 */
#ifndef GUEST_H
#define GUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <axvcpu/exits.h>
#include <axvcpu/status.h>

#include "../control.h"
#include "context.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* The guest: hart 0 begins here, and powers off when it returns. */
void guest_main(uint64_t hart);
void boot(uint64_t hart);

/* report.c: results, as lines of TAP on the console. */

/* How many results will come; first of all. */
void plan(unsigned count);
bool check(bool passed, const char *name);
/* A result that names what it got and what it expected when it fails. */
bool is(uint64_t got, uint64_t expected, const char *name);
/* The machine powers off; it reports a failure where a check has failed. */
_Noreturn void finish(void);
/* Give up, with a reason. */
_Noreturn void bail_out(const char *why);

/* console.c: by the debug console if the firmware has it, else by the UART. */
void print(const char *text);
void print_hex(uint64_t value);
void print_decimal(uint64_t value);
void print_flush(void);
/* A byte by the UART, whatever the firmware has. */
void uart_put(char byte);

/* sbi.c */
struct sbi_result {
	uint64_t error, value;
};
struct sbi_result sbi(uint64_t extension, uint64_t function, uint64_t a0, uint64_t a1, uint64_t a2);

/*
 * Numbers of the SBI and of the manual stand here once more, written from them:
 * guests judge what is made of the specs.
 */
enum {
	SBI_BASE = 0x10,
	SBI_TIME = 0x54494d45,
	SBI_IPI = 0x735049,
	SBI_RFENCE = 0x52464e43,
	SBI_HSM = 0x48534d,
	SBI_SRST = 0x53525354,
	SBI_DBCN = 0x4442434e,
};

/* Errors (SBI 2.0, table 1), as the register has them. */
#define SBI_SUCCESS           UINT64_C(0)
#define SBI_NOT_SUPPORTED     ((uint64_t)-2)
#define SBI_INVALID_PARAM     ((uint64_t)-3)
#define SBI_INVALID_ADDRESS   ((uint64_t)-5)
#define SBI_ALREADY_AVAILABLE ((uint64_t)-6)

/* Functions and states of hart state management (SBI 2.0, chapter 9). */
enum {
	HSM_START = 0,
	HSM_STOP = 1,
	HSM_STATUS = 2,
	HSM_SUSPEND = 3,
};
enum {
	HSM_STARTED = 0,
	HSM_STOPPED = 1,
	HSM_SUSPENDED = 4,
};

/* harts.c */

/* The other harts, by n from 1 on: which one a machine begins with is its own affair. */
uint64_t other_hart(unsigned n);
/* sbi_hart_start: a hart calls the function, and stops when that returns. The error. */
uint64_t start_function(uint64_t hart, void (*function)(uint64_t hart));
uint64_t hart_status(uint64_t hart);
/* The status of a hart that comes to what is expected: at once, or later where the host is busy. */
uint64_t settled_status(uint64_t hart, uint64_t expected);
/* Wait without an exit until something holds; false: it does not in five seconds. */
bool soon(bool (*holds)(uint64_t argument), uint64_t argument);
/* Wait without an exit: for another hart to write a word, or for some time. */
void await(const volatile uint64_t *word, uint64_t value);
void spin(unsigned milliseconds);
/* As many ticks of the time CSR. */
uint64_t ticks(unsigned milliseconds);

/* trap.c: an exception is counted and stepped over; one that nobody expects ends the guest. */
struct frame {
	uint64_t x[32];
	uint64_t sepc, sstatus;
};

struct taken {
	unsigned count;         /* exceptions since trap_expect */
	uint64_t cause, value, pc;
	bool was_user;
};

/* From now on exceptions of this hart are expected; forget earlier ones. */
void trap_expect(void);
/* What has been taken since; none are expected any more. */
struct taken trap_taken(void);
/* One exception has come, with this cause and value, at this pc. */
bool is_trap(struct taken taken, uint64_t cause, uint64_t value, uint64_t pc, const char *name);
/* Exactly nothing came. */
bool is_no_trap(struct taken taken, const char *name);

/* Called for each interrupt, with its number; null: an interrupt ends the guest. */
extern void (*on_interrupt)(struct frame *frame, uint64_t number);

enum {
	FETCH_ACCESS = 1,
	ILLEGAL_INSTRUCTION = 2,
	BREAKPOINT = 3,
	LOAD_MISALIGNED = 4,
	LOAD_ACCESS = 5,
	STORE_MISALIGNED = 6,
	STORE_ACCESS = 7,
	USER_CALL = 8,
	FETCH_PAGE = 12,
	LOAD_PAGE = 13,
	STORE_PAGE = 15,
};

/* Interrupts; their bits in sie and sip have the same numbers. */
enum {
	SOFTWARE = 1,
	TIMER = 5,
	EXTERNAL = 9,
};

/* pending.c: a bit of sip. */
bool is_pending(uint64_t number);
/* Find out what this hart shows of sip: before the functions below, while no timer is set. */
void pending_prepare(void);
bool is_shown(uint64_t number);
/* An interrupt is pending, and shown where any is. */
void check_pending(uint64_t number, const char *name);
/* The same within five seconds; where nothing is shown, wait for one due within 20 milliseconds. */
bool pending_soon(uint64_t number);

/* probe.c: one instruction, and what became of all registers. */
extern uint64_t probe_x[32];    /* x1 to x31, before and after */
/* Fill probe_x with values that are told apart, odd in every byte. */
void probe_prepare(void);
/* Execute an instruction of 32 or of 16 bits, by its two low bits. */
void probe(uint32_t instruction);
uint64_t probe_pc(void);
/* Whether all of x but one register are as prepared (0: all). */
bool probe_only_changed(unsigned reg);

/* mailbox.c: its doublewords. */
void mailbox_fill(uint64_t value);
uint64_t mailbox_word(unsigned i);
/* Whether all but one of them are as filled. */
bool mailbox_only_changed(unsigned i, uint64_t value);

/* control.c: the control device. */
void control_set(uint64_t offset, uint64_t value);
uint64_t control_get(uint64_t offset);
/* The exits of this hart for a reason, so far; those of the control device are some of MMIO. */
uint64_t exits_of(enum axvcpu_exit_reason reason);
/* An order to this hart, at once; what the library said. */
uint64_t order(uint64_t kind, uint64_t a0, uint64_t a1, uint64_t a2);
/* An order to this hart for the nth exit from now, or for when it blocks. */
void order_later(uint64_t when, uint64_t kind, uint64_t a0, uint64_t a1, uint64_t a2);
/* The same for another hart; when 0: at once. */
void order_to(uint64_t hart, uint64_t when, uint64_t kind, uint64_t a0, uint64_t a1, uint64_t a2);

/* start.S: a hart that sbi_hart_start is to begin at start_hart with its function in a1. */
void start_hart(void);
/* Call a function in U-mode. */
void run_user(void (*function)(void));
void user_end(void);
void probe_at(uint64_t x[32], const void *code);
void probe_end(void);
void probe_astray(void);
void vector(void);

#define csr_read(csr) ({ uint64_t value_; \
	__asm__ volatile("csrr %0, " #csr : "=r"(value_) : : "memory"); value_; })
#define csr_write(csr, value) \
	__asm__ volatile("csrw " #csr ", %0" : : "rK"((uint64_t)(value)) : "memory")
#define csr_set(csr, bits) \
	__asm__ volatile("csrs " #csr ", %0" : : "rK"((uint64_t)(bits)) : "memory")
#define csr_clear(csr, bits) \
	__asm__ volatile("csrc " #csr ", %0" : : "rK"((uint64_t)(bits)) : "memory")

#define BIT(n) (UINT64_C(1) << (n))
#define SSTATUS_SIE BIT(1)
#define SSTATUS_SPP BIT(8)

static inline void wait_for_interrupt(void)
{
	__asm__ volatile("wfi" : : : "memory");
}

static inline uint64_t hart_id(void)
{
	extern uint8_t contexts[];

	return (csr_read(sscratch) - (uint64_t)contexts) / CONTEXT_SIZE;
}

#endif
