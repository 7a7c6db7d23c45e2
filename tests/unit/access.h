/* SPDX-License-Identifier: MIT */
/* A guest that makes one access after another; for the tests of completion. */
#ifndef ACCESS_H
#define ACCESS_H

#include "guest.h"

/* A vCPU, Ready, whose next runs all come back with this exit. */
struct access_guest {
	struct guest_script script;
	enum axvcpu_status answer; /* of the back end */
	struct axvcpu_exit next; /* payload and reason of the exit; pc is the guest's */
	struct axvcpu *vcpu;
	struct guest *guest;
};

void access_begin(struct access_guest *access);
void access_end(struct access_guest *access);

/* The next exit is a read from 0x10000000 into register 5. */
void access_read(struct access_guest *access, unsigned width, bool sign, unsigned reg_width);

/* The next exit has this reason and an empty payload. */
void access_other(struct access_guest *access, enum axvcpu_exit_reason reason);

/* Run; bails out unless it answers ok. */
const struct axvcpu_exit *access_run(struct access_guest *access);

/* The guest's register, through the API. */
uint64_t access_register(struct access_guest *access, uint32_t reg);

#endif
