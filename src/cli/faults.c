/* SPDX-License-Identifier: MIT */
/* Exceptions that the platform raises in its guest. */
#include <config.h>

#include "faults.h"

/* Exceptions of the guest (Volume II, table 22). */
enum {
	FETCH_ACCESS_FAULT = 1,
	ILLEGAL_INSTRUCTION = 2,
	LOAD_ACCESS_FAULT = 5,
	STORE_ACCESS_FAULT = 7,
};

/* Causes of the syndrome (Volume II, table 40). */
enum {
	FETCH_GUEST_PAGE_FAULT = 20,
	LOAD_GUEST_PAGE_FAULT = 21,
	VIRTUAL_INSTRUCTION = 22,
};

enum axvcpu_status raise_access_fault(struct axvcpu *vcpu, enum axvcpu_access access,
				      uint64_t address)
{
	uint64_t code = access & AXVCPU_ACCESS_WRITE ? STORE_ACCESS_FAULT
		: access & AXVCPU_ACCESS_EXECUTE     ? FETCH_ACCESS_FAULT
						     : LOAD_ACCESS_FAULT;

	return axvcpu_inject_exception(vcpu, code, address);
}

/*
 * QEMU reports a walk for a fetch as one for a load. Whatever a load would read of
 * the tables for the address where it is, the fetch has read.
 */
static bool is_of_fetch(const struct axvcpu_exit *exit)
{
	return exit->nested_page_fault.access == AXVCPU_ACCESS_READ &&
	       exit->nested_page_fault.gva - exit->pc < 4;
}

/* Which access a walk is for only the cause tells. */
static enum axvcpu_access access_of_walk(const struct axvcpu_exit *exit)
{
	switch (exit->syndrome.hext.scause) {
	case FETCH_GUEST_PAGE_FAULT:
		return AXVCPU_ACCESS_EXECUTE;
	case LOAD_GUEST_PAGE_FAULT:
		return is_of_fetch(exit) ? AXVCPU_ACCESS_EXECUTE : AXVCPU_ACCESS_READ;
	default:
		return AXVCPU_ACCESS_WRITE;
	}
}

enum axvcpu_status raise_nested_fault(struct axvcpu *vcpu, const struct axvcpu_exit *exit)
{
	const struct axvcpu_exit_nested_page_fault *fault = &exit->nested_page_fault;

	return raise_access_fault(vcpu, fault->walk ? access_of_walk(exit) : fault->access,
				  fault->gva);
}

/* A hart may leave stval 0 (Volume II, 10.1.9): then the instruction has been fetched. */
enum axvcpu_status raise_illegal(struct axvcpu *vcpu, const struct axvcpu_exit *exit)
{
	const struct axvcpu_hext_syndrome *syndrome = &exit->syndrome.hext;

	return axvcpu_inject_exception(vcpu, ILLEGAL_INSTRUCTION,
				       syndrome->stval ? syndrome->stval : syndrome->insn);
}

bool is_virtual_instruction(const struct axvcpu_exit *exit)
{
	return exit->unknown.cause == VIRTUAL_INSTRUCTION;
}
