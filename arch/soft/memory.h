/* SPDX-License-Identifier: MIT */
/*
 * Guest memory through the TLB. Other vCPUs access the same memory at the same
 * time, so every access is a relaxed atomic of the host's (RVWMO, I 14.1).
 */
#ifndef AXVCPU_ARCH_SOFT_MEMORY_H
#define AXVCPU_ARCH_SOFT_MEMORY_H

#include "soft.h"

static inline struct soft_tlb_entry *soft_entry(const struct soft_hart *hart, uint64_t address)
{
	return &hart->tlb[(address >> PAGE_SHIFT) % SOFT_TLB_ENTRIES];
}

static inline void *soft_host(const struct soft_tlb_entry *entry, uint64_t address)
{
	return (void *)(uintptr_t)(entry->addend + address);
}

static inline uint64_t soft_page(uint64_t address)
{
	return address & ~PAGE_OFFSET;
}

/* What a tag must equal; low bits that misalign the access make it differ. */
static inline uint64_t soft_aligned_tag(uint64_t address, unsigned size)
{
	return address & ~(PAGE_OFFSET & ~(uint64_t)(size - 1));
}

/* Where the block of the code at a host address is kept. */
static inline struct soft_block *soft_slot(struct soft_hart *hart, uint64_t host)
{
	return &hart->blocks[(host >> 1) % SOFT_BLOCKS];
}

/* The block at the pc, if it is at hand; else null. */
static inline const struct soft_block *soft_block_at_hand(struct soft_hart *hart)
{
	uint64_t pc = hart->registers.pc;
	const struct soft_tlb_entry *entry = soft_entry(hart, pc);
	const struct soft_block *block = soft_slot(hart, entry->addend + pc);
	bool same = block->host == entry->addend + pc && block->generation == hart->generation;

	return entry->execute == soft_page(pc) && same ? block : NULL;
}

/* A naturally aligned load of 1, 2, 4 or 8 bytes. */
static inline uint64_t soft_read(const void *host, unsigned size)
{
	switch (size) {
	case 1:
		return __atomic_load_n((const uint8_t *)host, __ATOMIC_RELAXED);
	case 2:
		return __atomic_load_n((const uint16_t *)host, __ATOMIC_RELAXED);
	case 4:
		return __atomic_load_n((const uint32_t *)host, __ATOMIC_RELAXED);
	default:
		return __atomic_load_n((const uint64_t *)host, __ATOMIC_RELAXED);
	}
}

static inline void soft_write(void *host, unsigned size, uint64_t value)
{
	switch (size) {
	case 1:
		__atomic_store_n((uint8_t *)host, (uint8_t)value, __ATOMIC_RELAXED);
		break;
	case 2:
		__atomic_store_n((uint16_t *)host, (uint16_t)value, __ATOMIC_RELAXED);
		break;
	case 4:
		__atomic_store_n((uint32_t *)host, (uint32_t)value, __ATOMIC_RELAXED);
		break;
	default:
		__atomic_store_n((uint64_t *)host, value, __ATOMIC_RELAXED);
		break;
	}
}

/* memory.c: an access of 1, 2, 4 or 8 bytes by the guest, wherever it is. */
enum soft_step axvcpu_soft_read(struct soft_hart *hart, uint64_t address, unsigned size,
				uint64_t *value);
enum soft_step axvcpu_soft_write(struct soft_hart *hart, uint64_t address, unsigned size,
				 uint64_t value);

/* An order of all accesses before and after. */
static inline void soft_full_fence(struct soft_hart *hart)
{
#ifdef __SANITIZE_THREAD__
	/* ThreadSanitizer does not know fences; an exchange orders enough for it. */
	__atomic_fetch_or(&hart->reserved_size, 0, __ATOMIC_SEQ_CST);
#else
	(void)hart;
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
#endif
}

#endif
