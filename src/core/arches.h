/* SPDX-License-Identifier: MIT */
/* What the core asks of an arch; the answers come from spec/arch. */
#ifndef AXVCPU_CORE_ARCHES_H
#define AXVCPU_CORE_ARCHES_H

#include <stdbool.h>
#include <stdint.h>

#include <axvcpu/arch.h>

#include "table_format.h"

/* The format of an arch's second stage, 0: its default; null: it has none such in this build. */
const struct axvcpu_table_format *axvcpu_format_of(enum axvcpu_arch arch, uint32_t value);

/* The interrupts of an arch by their priority, the one that is taken first before the others. */
extern const uint32_t axvcpu_riscv64_interrupt_order[];

/* Whether guests of an arch have an interrupt of this number. */
bool axvcpu_interrupt_exists(enum axvcpu_arch arch, uint32_t id);

#endif
