/* SPDX-License-Identifier: MIT */
/* From guest-virtual pages to host memory: the guest's tables, then the space. */
#include "../../src/core/memory_functions.h"
#include "memory.h"

/* Address-translation schemes: satp.MODE and the levels of its table (10.4, 10.5). */
struct scheme {
	uint64_t mode;
	unsigned levels;
};

static const struct scheme schemes[] = {
	{SATP(MODE_SV39), 3},
	{SATP(MODE_SV48), 4},
};

/* Svnapot, Svpbmt and reserved bits: none of these extensions is there. */
#define PTE_RESERVED (~(PTE(FRAME) | (BIT(PTE(FRAME_SHIFT)) - 1)))

/* A translation that has an end: a page of the guest's tables or of its data. */
struct walk {
	uint64_t address;
	enum axvcpu_access access;
	uint64_t page;        /* guest-physical */
	uint64_t permissions; /* read, write, execute of the first stage */
};

static const struct scheme *scheme_of(uint64_t satp)
{
	size_t i;

	for (i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++)
		if (schemes[i].mode == (satp & SATP(MODE)))
			return &schemes[i];
	return NULL;
}

bool axvcpu_soft_satp_legal(uint64_t satp)
{
	return (satp & SATP(MODE)) == SATP(MODE_BARE) || scheme_of(satp);
}

static enum soft_step fault(struct soft_hart *hart, const struct walk *walk, uint64_t cause)
{
	hart->trap = (struct soft_trap){.cause = cause, .value = walk->address, .gva = true};
	return SOFT_TRAP;
}

static enum soft_step page_fault(struct soft_hart *hart, const struct walk *walk)
{
	switch (walk->access) {
	case AXVCPU_ACCESS_EXECUTE:
		return fault(hart, walk, CAUSE(FETCH_PAGE));
	case AXVCPU_ACCESS_READ:
		return fault(hart, walk, CAUSE(LOAD_PAGE));
	default:
		return fault(hart, walk, CAUSE(STORE_PAGE));
	}
}

/* The cause is that of the access even when its walk faults (18.5.1). */
static enum soft_step guest_page_fault(struct soft_hart *hart, const struct walk *walk,
				       uint64_t gpa, uint64_t htinst)
{
	switch (walk->access) {
	case AXVCPU_ACCESS_EXECUTE:
		fault(hart, walk, CAUSE(FETCH_GUEST_PAGE));
		break;
	case AXVCPU_ACCESS_READ:
		fault(hart, walk, CAUSE(LOAD_GUEST_PAGE));
		break;
	default:
		fault(hart, walk, CAUSE(STORE_GUEST_PAGE));
		break;
	}
	hart->trap.gpa = gpa;
	hart->trap.htinst = htinst;
	return SOFT_TRAP;
}

/* Second stage: the host memory of a guest-physical address, null unless all of need is there. */
static void *reach(const struct soft_hart *hart, uint64_t gpa, unsigned need, unsigned *flags)
{
	struct axvcpu_mapping mapping;

	if (axvcpu_space_lookup(hart->space, gpa, &mapping) != AXVCPU_OK)
		return NULL;
	*flags = mapping.flags;
	return (mapping.flags & need) == need ? mapping.host : NULL;
}

/* A leaf that the mode and the kind of access may use (10.3.2, step 6). */
static bool permitted(const struct soft_hart *hart, uint64_t pte, enum axvcpu_access access)
{
	uint64_t sstatus = hart->csr.sstatus;
	bool user = pte & PTE(USER);

	if (hart->mode == MODE_USER && !user)
		return false;
	if (hart->mode == MODE_SUPERVISOR && user &&
	    (access == AXVCPU_ACCESS_EXECUTE || !(sstatus & SSTATUS(SUM))))
		return false;
	if (access == AXVCPU_ACCESS_EXECUTE)
		return pte & PTE(EXECUTE);
	if (access == AXVCPU_ACCESS_WRITE)
		return pte & PTE(WRITE);
	return (pte & PTE(READ)) || ((sstatus & SSTATUS(MXR)) && (pte & PTE(EXECUTE)));
}

/* What later accesses may do without another walk. */
static uint64_t permissions(const struct soft_hart *hart, uint64_t pte)
{
	uint64_t all = 0;

	if (permitted(hart, pte, AXVCPU_ACCESS_READ))
		all |= PTE(READ);
	if ((pte & PTE(DIRTY)) && permitted(hart, pte, AXVCPU_ACCESS_WRITE))
		all |= PTE(WRITE);
	if (permitted(hart, pte, AXVCPU_ACCESS_EXECUTE))
		all |= PTE(EXECUTE);
	return all;
}

/* Encodings that are reserved (10.3.1, 10.4.1); pointers have no A, D, U. */
static bool reserved(uint64_t pte)
{
	if (!(pte & PTE(VALID)) || (pte & PTE_RESERVED))
		return true;
	if (!(pte & (PTE(READ) | PTE(WRITE) | PTE(EXECUTE))))
		return pte & (PTE(ACCESSED) | PTE(DIRTY) | PTE(USER));
	return (pte & PTE(WRITE)) && !(pte & PTE(READ));
}

/* Set A, and D for a store, in the entry as it was read (10.3.2, step 9). */
static enum soft_step mark(struct soft_hart *hart, const struct walk *walk, uint64_t gpa,
			   uint64_t *pte)
{
	uint64_t marked = *pte | PTE(ACCESSED);
	unsigned flags;
	uint64_t *entry;

	if (walk->access == AXVCPU_ACCESS_WRITE)
		marked |= PTE(DIRTY);
	if (marked == *pte)
		return SOFT_NEXT;
	entry = reach(hart, gpa, AXVCPU_MAP_READ | AXVCPU_MAP_WRITE, &flags);
	if (!entry)
		return guest_page_fault(hart, walk, gpa, HTINST(PSEUDO_WALK_WRITE));
	if (!__atomic_compare_exchange_n(entry, pte, marked, false, __ATOMIC_SEQ_CST,
					 __ATOMIC_SEQ_CST))
		return SOFT_AGAIN;
	*pte = marked;
	return SOFT_NEXT;
}

static uint64_t frame(uint64_t pte)
{
	return (pte & PTE(FRAME)) >> PTE(FRAME_SHIFT) << PAGE_SHIFT;
}

/* The leaf of a level covers a page of its size; a misaligned one faults (10.3.2, step 7). */
static enum soft_step leaf(struct soft_hart *hart, struct walk *walk, unsigned level,
			   uint64_t gpa, uint64_t pte)
{
	uint64_t offset = (BIT(INDEX_BITS * level) - 1) << PAGE_SHIFT;
	uint64_t page = frame(pte);
	enum soft_step step;

	if ((page & offset) || !permitted(hart, pte, walk->access))
		return page_fault(hart, walk);
	step = mark(hart, walk, gpa, &pte);
	walk->page = page | (walk->address & offset);
	walk->permissions = permissions(hart, pte);
	return step;
}

/* Addresses above the scheme's width must repeat its top bit (10.4.1). */
static bool canonical(const struct scheme *scheme, uint64_t address)
{
	unsigned sign = PAGE_SHIFT + INDEX_BITS * scheme->levels - 1;

	return !(address >> sign) || address >> sign == UINT64_MAX >> sign;
}

static enum soft_step first_stage(struct soft_hart *hart, struct walk *walk)
{
	const struct scheme *scheme = scheme_of(hart->csr.satp);
	uint64_t table = (hart->csr.satp & SATP(PPN)) << PAGE_SHIFT;
	unsigned level = scheme->levels;

	if (!canonical(scheme, walk->address))
		return page_fault(hart, walk);
	while (level--) {
		uint64_t index = walk->address >> (PAGE_SHIFT + INDEX_BITS * level);
		uint64_t gpa = table + index % BIT(INDEX_BITS) * 8, pte;
		unsigned flags;
		const uint64_t *entry = reach(hart, gpa, AXVCPU_MAP_READ, &flags);

		if (!entry)
			return guest_page_fault(hart, walk, gpa, HTINST(PSEUDO_WALK_READ));
		pte = soft_read(entry, 8);
		if (reserved(pte))
			return page_fault(hart, walk);
		if (pte & (PTE(READ) | PTE(EXECUTE)))
			return leaf(hart, walk, level, gpa, pte);
		table = frame(pte);
	}
	return page_fault(hart, walk);
}

static enum soft_step no_first_stage(struct walk *walk)
{
	walk->page = soft_page(walk->address);
	walk->permissions = PTE(READ) | PTE(WRITE) | PTE(EXECUTE);
	return SOFT_NEXT;
}

static unsigned need_of(enum axvcpu_access access)
{
	switch (access) {
	case AXVCPU_ACCESS_EXECUTE:
		return AXVCPU_MAP_EXECUTE;
	case AXVCPU_ACCESS_WRITE:
		return AXVCPU_MAP_READ | AXVCPU_MAP_WRITE;
	default:
		return AXVCPU_MAP_READ;
	}
}

/* Both stages must permit what the entry permits. */
static void fill(struct soft_hart *hart, const struct walk *walk, const void *host,
		 unsigned flags)
{
	struct soft_tlb_entry *entry = soft_entry(hart, walk->address);
	uint64_t page = soft_page(walk->address);
	bool read = (flags & AXVCPU_MAP_READ) && (walk->permissions & PTE(READ));
	bool write = (flags & AXVCPU_MAP_WRITE) && (walk->permissions & PTE(WRITE));
	bool execute = (flags & AXVCPU_MAP_EXECUTE) && (walk->permissions & PTE(EXECUTE));

	entry->read = read ? page : SOFT_TLB_NONE;
	entry->write = write ? page : SOFT_TLB_NONE;
	entry->execute = execute ? page : SOFT_TLB_NONE;
	entry->addend = (uint64_t)(uintptr_t)host - page;
}

static bool present(const struct soft_hart *hart, uint64_t address, enum axvcpu_access access)
{
	const struct soft_tlb_entry *entry = soft_entry(hart, address);

	if (access == AXVCPU_ACCESS_EXECUTE)
		return entry->execute == soft_page(address);
	if (access == AXVCPU_ACCESS_WRITE)
		return entry->write == soft_page(address);
	return entry->read == soft_page(address);
}

enum soft_step axvcpu_soft_translate(struct soft_hart *hart, uint64_t address,
				     enum axvcpu_access access)
{
	struct walk walk = {.address = address, .access = access};
	bool bare = (hart->csr.satp & SATP(MODE)) == SATP(MODE_BARE);
	enum soft_step step;
	unsigned flags;
	void *host;

	if (present(hart, address, access))
		return SOFT_NEXT;
	step = bare ? no_first_stage(&walk) : first_stage(hart, &walk);
	if (step)
		return step;
	host = reach(hart, walk.page, need_of(access), &flags);
	if (!host)
		return guest_page_fault(hart, &walk, walk.page | (address & PAGE_OFFSET), 0);
	fill(hart, &walk, host, flags);
	return SOFT_NEXT;
}

void axvcpu_soft_flush(struct soft_hart *hart)
{
	memset(hart->views, 0xff, sizeof(hart->views));
}

void axvcpu_soft_view(struct soft_hart *hart)
{
	bool sum = hart->csr.sstatus & SSTATUS(SUM);

	if (hart->mode == MODE_USER)
		hart->tlb = hart->views[SOFT_VIEW_USER];
	else
		hart->tlb = hart->views[sum ? SOFT_VIEW_SUM : SOFT_VIEW_SUPERVISOR];
}
