/* SPDX-License-Identifier: MIT */
/* What the core asks of an arch; the answers come from spec/arch. */
#ifndef AXVCPU_CORE_ARCHES_H
#define AXVCPU_CORE_ARCHES_H

#include <stdbool.h>
#include <stdint.h>

#include <axvcpu/arch.h>

#include "table_format.h"

/* The format of an arch's second stage; null: it has none in this build. */
const struct axvcpu_table_format *axvcpu_format_of(enum axvcpu_arch arch);

/* Whether guests of an arch have an interrupt of this number. */
bool axvcpu_interrupt_exists(enum axvcpu_arch arch, uint32_t id);

#endif
