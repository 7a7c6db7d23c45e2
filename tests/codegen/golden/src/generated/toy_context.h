/* SPDX-License-Identifier: MIT */
/*
 * Where the saved registers of toy are, in save order; for assembly, too. Generated from
 * spec/arch/toy.yaml; change it there.
 */

#ifndef AXVCPU_GENERATED_TOY_CONTEXT_H
#define AXVCPU_GENERATED_TOY_CONTEXT_H

#define AXVCPU_TOY_R0_OFFSET 0 /* r[0] spec/arch/toy.yaml:7 */
#define AXVCPU_TOY_R1_OFFSET 8 /* r[1] spec/arch/toy.yaml:8 */
#define AXVCPU_TOY_R2_OFFSET 16 /* r[2] spec/arch/toy.yaml:9 */
#define AXVCPU_TOY_R3_OFFSET 24 /* r[3] spec/arch/toy.yaml:10 */
#define AXVCPU_TOY_PC_OFFSET 32 /* pc spec/arch/toy.yaml:11 */
#define AXVCPU_TOY_REGISTERS_SIZE 40

/* Registers of the host that a switch keeps. */
#define AXVCPU_TOY_HOST_R1_OFFSET 0 /* r1 spec/arch/toy.yaml:8 */
#define AXVCPU_TOY_HOST_R2_OFFSET 8 /* r2 spec/arch/toy.yaml:9 */
#define AXVCPU_TOY_HOST_R3_OFFSET 16 /* r3 spec/arch/toy.yaml:10 */
#define AXVCPU_TOY_HOST_SIZE 24

#endif
