/* SPDX-License-Identifier: MIT */
/* The hart: CSRs, fences, translation. The sections are those of the privileged manual. */
#include <string.h>

#include <axvcpu/axvcpu.h>
#include <axvcpu/host.h>

#include "../tap.h"
#include "hext_model.h"

#define RV(name) AXVCPU_RISCV64_##name

static _Thread_local struct model hart;

struct model *model_hart(void)
{
	return &hart;
}

struct model *model_reset(void)
{
	uint32_t id = hart.id;

	memset(&hart, 0, sizeof(hart));
	hart.id = id;
	hart.has_hypervisor = hart.has_sstc = true;
	hart.vmid_bits = 14;
	hart.modes = 1u << 0 | 1u << 8 | 1u << 9;
	hart.delegable = UINT64_C(0x1cb1ff); /* 18.2.2, table: those that are writable, and 20 */
	hart.delegable &= ~(UINT64_C(1) << 20);
	hart.host_timer = UINT64_MAX;
	return &hart;
}

/* The entry of the page that holds a guest-physical address; 0: there is none (18.5.1). */
static uint64_t walk(uint64_t gpa)
{
	uint64_t hgatp = hart.csr[number_of_hgatp];
	unsigned level = hgatp >> RV(HGATP_MODE_SHIFT) == 9 ? 4 : 3;
	uint64_t table = (hgatp & RV(HGATP_PPN)) << 12, entry = 0;
	uint64_t index = gpa >> (3 + 9 * level); /* the root has two bits more */

	if (!(hgatp & RV(HGATP_MODE)) || !table) /* which is no table of these tests */
		return 0;
	while (level--) {
		const uint64_t *entries = axvcpu_host_pointer(table);

		entry = __atomic_load_n(&entries[index], __ATOMIC_SEQ_CST);
		if (!(entry & RV(ENTRY_VALID)) || (entry & (RV(ENTRY_READ) | RV(ENTRY_EXECUTE))))
			break;
		table = (entry & RV(ENTRY_FRAME)) >> 10 << 12;
		index = level ? gpa >> (3 + 9 * level) & 511 : 0;
	}
	if (!(entry & RV(ENTRY_VALID)))
		return 0;
	entry += (gpa >> 12 & ((UINT64_C(1) << 9 * level) - 1)) << 10;
	return entry;
}

void model_note(enum model_kind kind, unsigned csr, uint64_t value)
{
	if (hart.count == MODEL_LOG)
		bail_out("the hart's log is full");
	hart.log[hart.count++] = (struct model_event){
		kind, csr, value, hart.watched ? walk(hart.watched) : 0,
	};
}

void model_forget(void)
{
	hart.count = 0;
}

int model_find(enum model_kind kind, int from)
{
	for (size_t i = (size_t)from; i < hart.count; i++)
		if (hart.log[i].kind == kind)
			return (int)i;
	return -1;
}

int model_find_write(unsigned csr, int from)
{
	for (size_t i = (size_t)from; i < hart.count; i++)
		if (hart.log[i].kind == MODEL_WRITE && hart.log[i].csr == csr)
			return (int)i;
	return -1;
}

size_t model_count(enum model_kind kind)
{
	size_t count = 0;

	for (size_t i = 0; i < hart.count; i++)
		count += hart.log[i].kind == kind;
	return count;
}

size_t model_count_writes(unsigned csr)
{
	size_t count = 0;

	for (size_t i = 0; i < hart.count; i++)
		count += hart.log[i].kind == MODEL_WRITE && hart.log[i].csr == csr;
	return count;
}

/* Sstc's and the extension's own are there only with them (5.1: level 2 is the hypervisor's). */
bool model_has(unsigned csr)
{
	if (csr == number_of_stimecmp || csr == number_of_vstimecmp)
		return hart.has_sstc;
	return (csr >> 8 & 3) != 2 || hart.has_hypervisor;
}

static void demand(unsigned csr)
{
	if (!model_has(csr))
		bail_out("CSR %#x is not there", csr);
}

/* vsip has a view of hip (18.2.12); the guest's timer is pending by vstimecmp, too (16.2). */
uint64_t model_read(unsigned csr)
{
	demand(csr);
	return hart.csr[csr];
}

/* The bits of VMID that are not there read as 0 (18.2.10). */
static uint64_t legal_hgatp(uint64_t value)
{
	uint64_t mode = value >> RV(HGATP_MODE_SHIFT), vmid = (UINT64_C(1) << hart.vmid_bits) - 1;

	if (!(hart.modes >> mode & 1))
		value &= ~RV(HGATP_MODE);
	return (value & ~RV(HGATP_VMID)) | (value & vmid << RV(HGATP_VMID_SHIFT));
}

static uint64_t legal(unsigned csr, uint64_t value)
{
	switch (csr) {
	case number_of_hgatp:
		return legal_hgatp(value);
	case number_of_hedeleg:
		return value & hart.delegable;
	case number_of_hideleg:
	case number_of_hvip:
		return value & (RV(HVIP_VSSIP) | RV(HVIP_VSTIP) | RV(HVIP_VSEIP));
	case number_of_henvcfg:
		return hart.has_sstc ? value : value & ~RV(HENVCFG_STCE);
	case number_of_vstvec:
		return value & ~UINT64_C(2);
	default:
		return value;
	}
}

void model_write(unsigned csr, uint64_t value)
{
	demand(csr);
	model_note(MODEL_WRITE, csr, value);
	hart.csr[csr] = legal(csr, value);
}

static uint64_t vmid(void)
{
	return (hart.csr[number_of_hgatp] & RV(HGATP_VMID)) >> RV(HGATP_VMID_SHIFT);
}

/* Second-stage translations of a VMID (18.3.2). */
void model_hfence_gvma(uint64_t which)
{
	model_note(MODEL_GVMA, 0, which);
	for (size_t i = 0; i < MODEL_TLB; i++)
		if (hart.tlb[i].vmid == which)
			hart.tlb[i].valid = false;
}

void model_hfence_vvma(void)
{
	model_note(MODEL_VVMA, 0, vmid());
}

void model_fence_i(void)
{
	model_note(MODEL_FENCE_I, 0, 0);
}

void model_drop_reservation(void)
{
	model_note(MODEL_RESERVATION, 0, 0);
}

/* What was translated is not looked up again until a fence. */
static uint64_t translate(uint64_t gpa)
{
	struct model_translation *slot;
	uint64_t entry;

	for (size_t i = 0; i < MODEL_TLB; i++)
		if (hart.tlb[i].valid && hart.tlb[i].vmid == vmid() && hart.tlb[i].page == gpa >> 12)
			return hart.tlb[i].entry;
	entry = walk(gpa);
	slot = &hart.tlb[hart.tlb_next++ % MODEL_TLB];
	if (entry)
		*slot = (struct model_translation){ true, vmid(), gpa >> 12, entry };
	return entry;
}

void *model_access(uint64_t gpa, uint64_t access)
{
	uint64_t entry = translate(gpa);

	if ((entry & access) != access)
		return NULL;
	return (char *)axvcpu_host_pointer((entry & RV(ENTRY_FRAME)) >> 10 << 12) + gpa % 4096;
}

/* The guests of these tests have no first stage. */
static bool fetch_half(uint64_t address, uint32_t *half)
{
	const uint16_t *code = model_access(address, RV(ENTRY_EXECUTE));

	*half = code ? *code : 0;
	return code != NULL;
}

bool model_hlvx(uint64_t address, uint32_t *insn)
{
	uint32_t low, high = 0;

	if (!fetch_half(address, &low) || ((low & 3) == 3 && !fetch_half(address + 2, &high)))
		return false;
	*insn = high << 16 | low;
	return true;
}

void axvcpu_hext_load_float(const struct hext_float *floating)
{
	model_note(MODEL_LOAD_FLOAT, 0, 0);
	hart.floating = *floating;
}

void axvcpu_hext_store_float(struct hext_float *floating)
{
	model_note(MODEL_STORE_FLOAT, 0, 0);
	*floating = hart.floating;
}
