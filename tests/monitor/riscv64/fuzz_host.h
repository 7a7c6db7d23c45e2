/* SPDX-License-Identifier: MIT */
/* What is in fuzz_marks.S, and what it calls. */
#ifndef MONITOR_FUZZ_HOST_H
#define MONITOR_FUZZ_HOST_H

#include <axvcpu/axvcpu.h>

/* As axvcpu_run, with marks in the callee-saved registers, which must still be there behind it. */
enum axvcpu_status run_with_marks(struct axvcpu *vcpu, const struct axvcpu_exit **exit);

/* They are not. */
_Noreturn void host_registers_changed(void);

#endif
