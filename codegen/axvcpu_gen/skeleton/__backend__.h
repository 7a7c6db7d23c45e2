/* What the back end __backend__ shares between its C and its assembly. */
#ifndef __BACKEND___H
#define __BACKEND___H

#include <stdint.h>

#include <axvcpu/__backend__.h>
#include <axvcpu/backend.h>

#include <generated/__backend___ops.h>
#include <generated/registers.h>

/* switch.S: 1 once the world switch is written, 0 until then. */
extern const uint32_t axvcpu___backend___switch_written;

/* switch.S: enter the guest with these registers; they are the guest's when it comes back. */
void axvcpu___backend___enter(struct axvcpu___arch___registers *registers);

#endif
