/* SPDX-License-Identifier: MIT */
/* What a hart has of its own, in memory; sscratch points there. For C and assembly. */
#ifndef GUEST_CONTEXT_H
#define GUEST_CONTEXT_H

/* struct frame: x0 to x31 by number, then what the trap found. */
#define FRAME_SEPC    256
#define FRAME_SSTATUS 264
#define FRAME_SIZE    272

/* struct context */
#define CONTEXT_TRAP_STACK 0
#define CONTEXT_X30        8
#define CONTEXT_SAVED      16  /* sp, ra, s0 to s11 of who called probe */
#define CONTEXT_PROBE      128 /* where probe finds registers and leaves them */
#define CONTEXT_SIZE       136

/* A trap that is taken while one is handled finds its stack this much below. */
#define TRAP_LEVEL 4096
#define STACK_SIZE 16384

#endif
