/* SPDX-License-Identifier: MIT */
/*
 * The control device: how a guest tells the monitor what to do with it. Guest
 * and monitor, C and assembly, all read this file.
 *
 * It is a page of 64-bit registers; each hart sees its own. A guest stores the
 * arguments, then the order, which is carried out at that store, or is kept
 * until it is due at an exit of the target. What is due at an exit is done
 * before the exit is answered, first ordered first. Exits counted are those
 * that a trace has, without accesses to this device.
 */
#ifndef CONFORMANCE_CONTROL_H
#define CONFORMANCE_CONTROL_H

#include "../../src/cli/addresses.h"

#define CONTROL_BASE 0x10008000
#define CONTROL_SIZE 0x1000

/* Registers, by their offsets; those of the first group are read and written. */
#define CONTROL_ARGUMENT0 0x00
#define CONTROL_ARGUMENT1 0x08
#define CONTROL_ARGUMENT2 0x10
#define CONTROL_WHEN      0x18 /* 0: at once; n: at the nth exit; or one of the two below */
#define CONTROL_TARGET    0x20 /* a hart of this machine */
/* Written: an order. Read: what the library said to the last one, an enum axvcpu_status. */
#define CONTROL_ORDER     0x28
/* Read only */
#define CONTROL_MACHINE   0x30 /* the number of this machine, 0 or 1 */
#define CONTROL_OTHER     0x38 /* what has become of the other one: a MACHINE_... */
#define CONTROL_KICKED    0x40 /* how often the target came back for a kick */
#define CONTROL_SPENT     0x48 /* how often the target had spent a budget that was ordered */
#define CONTROL_EXITS     0x50 /* exits of the target for the reason in argument 0 */
#define CONTROL_BLOCKS    0x58 /* how often the target was blocked */
#define CONTROL_WRITTEN   0x60 /* what the last write gave that ORDER_ANSWER let pass here */
#define CONTROL_REGISTERS 13

/* CONTROL_WHEN */
#define CONTROL_BLOCK   0x7ffffffe /* when the target is about to be blocked */
#define CONTROL_BLOCKED 0x7fffffff /* when it is */

/*
 * Memory: a page of the machine's spare memory at a guest-physical address. The
 * exit at which one of these three is due is executed again.
 */
#define ORDER_MAP     1 /* 0: guest address, 1: page of spare memory, 2: flags */
#define ORDER_UNMAP   2 /* 0: guest address */
#define ORDER_PROTECT 3 /* 0: guest address, 1: flags */

/* Answers to the exit at which they are due. */
#define ORDER_ANSWER  4 /* 0: what a read gives; a write passes */
#define ORDER_INJECT  5 /* 0: number of an exception, 1: what comes with it */

/* Requests to the target. */
#define ORDER_RAISE   6 /* 0: number of an interrupt: its line goes up */
#define ORDER_LOWER   7 /* 0: number of an interrupt: its line goes down */
#define ORDER_EDGE    8 /* 0: number of an interrupt */
#define ORDER_KICK    9
#define ORDER_BUDGET 10 /* 0: after how many instructions the target is stopped once */

/* The other machine begins, with the same image. */
#define ORDER_START  11

/* Flags of a mapping. */
#define CONTROL_READ    1
#define CONTROL_WRITE   2
#define CONTROL_EXECUTE 4
#define CONTROL_ALL     7

/* What becomes of a machine. */
#define MACHINE_UNUSED  0
#define MACHINE_RUNNING 1
#define MACHINE_OFF     2
#define MACHINE_CRASHED 3

/* What a machine has, beside what addresses.h says. */
#define MACHINE_HARTS       4
#define MACHINE_RAM_SIZE    0x00800000
#define MACHINE_SPARE_PAGES 16
#define MACHINE_TIMEBASE    10000000 /* ticks of the time CSR a second */
/* Where an image is loaded, and where hart 0 begins. */
#define MACHINE_ENTRY       0x80200000

#endif
