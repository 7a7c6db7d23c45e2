/* SPDX-License-Identifier: MIT */
/* QEMU's machine "virt" for riscv64 (docs/system/riscv/virt). For C, assembly and link scripts. */
#ifndef MONITOR_BOARD_H
#define MONITOR_BOARD_H

#define BOARD_END_DEVICE    0x100000   /* SiFive's test finisher */
#define BOARD_CLINT         0x2000000  /* of M-mode: interrupts between harts, the timer */
#define BOARD_UART          0x10000000 /* a 16550 */
#define BOARD_RAM           0x80000000
#define BOARD_RAM_SIZE      0x10000000 /* qemu-system-riscv64 -m 256M */
#define BOARD_HARTS         2          /* -smp 2 */

/* Where the firmware goes on in HS-mode, and the monitor is linked; as OpenSBI has it. */
#define BOARD_MONITOR       0x80200000
/* Where tests/monitor/run loads an image, behind a page of its size and the caller's option. */
#define BOARD_IMAGE_SIZE_AT 0x87fff000
#define BOARD_IMAGE_OPTION_AT 0x87fff008
#define BOARD_IMAGE         0x88000000

#define BOARD_TICK          100 /* nanoseconds of a tick of the time CSR: 10 MHz */

#endif
