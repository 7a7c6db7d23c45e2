/* SPDX-License-Identifier: MIT */
/* Where the virtual platform has what. For C and assembly, hosts and guests. */
#ifndef CLI_ADDRESSES_H
#define CLI_ADDRESSES_H

#define UART_BASE    0x10000000 /* a 16550 */
#define UART_SIZE    8
#define MAILBOX_BASE 0x10001000 /* bytes that keep what is written to them */
#define MAILBOX_SIZE 64
#define RAM_BASE     0x80000000

#endif
