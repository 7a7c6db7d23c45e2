/* SPDX-License-Identifier: MIT */
/* Exceptions that the platform raises in its guest. Each answers what the library says. */
#ifndef CLI_FAULTS_H
#define CLI_FAULTS_H

#include <axvcpu/axvcpu.h>

/* As a bus does where no device answers; the address is the guest's own. */
enum axvcpu_status raise_access_fault(struct axvcpu *vcpu, enum axvcpu_access access,
				      uint64_t address);

/* The access fault of a nested_page_fault: of its walk, as the access faults that it is for. */
enum axvcpu_status raise_nested_fault(struct axvcpu *vcpu, const struct axvcpu_exit *exit);

/* The guest has no such instruction; the syndrome may hold it. */
enum axvcpu_status raise_illegal(struct axvcpu *vcpu, const struct axvcpu_exit *exit);

/* An exit unknown of an instruction that the guest has not, though a hart on hardware may. */
bool is_virtual_instruction(const struct axvcpu_exit *exit);

#endif
