/* SPDX-License-Identifier: MIT */
/*
 * The instructions of HS-mode over a model of a hart, in place of arch/riscv64/hart.h:
 * it is included before the back end's sources, and has that file's guard.
 */
#ifndef AXVCPU_ARCH_RISCV64_HART_H
#define AXVCPU_ARCH_RISCV64_HART_H

#include <stdbool.h>
#include <stdint.h>

#include <generated/riscv64_hardware.h>

/* hext_model.c */
uint64_t model_read(unsigned csr);
void model_write(unsigned csr, uint64_t value);
bool model_has(unsigned csr);
void model_hfence_gvma(uint64_t vmid);
void model_hfence_vvma(void);
void model_fence_i(void);
void model_drop_reservation(void);
bool model_hlvx(uint64_t address, uint32_t *insn);

static inline uint64_t model_swap(unsigned csr, uint64_t value)
{
	uint64_t old = model_read(csr);

	model_write(csr, value);
	return old;
}

static inline uint64_t model_clear(unsigned csr, uint64_t bits)
{
	uint64_t old = model_read(csr);

	model_write(csr, old & ~bits);
	return old;
}

#define MODEL_NUMBER(name, number) number_of_##name = (number),
enum { AXVCPU_RISCV64_HARDWARE(MODEL_NUMBER) };
#undef MODEL_NUMBER

#define csr_read(name)         model_read(number_of_##name)
#define csr_write(name, value) model_write(number_of_##name, value)
#define csr_swap(name, value)  model_swap(number_of_##name, value)
#define csr_set(name, bits)    model_write(number_of_##name, model_read(number_of_##name) | (bits))
#define csr_clear(name, bits)  model_clear(number_of_##name, bits)
#define csr_exists(name)       model_has(number_of_##name)
#define hfence_gvma            model_hfence_gvma
#define hfence_vvma            model_hfence_vvma
#define fence_i                model_fence_i
#define drop_reservation       model_drop_reservation
#define hlvx                   model_hlvx

#endif
