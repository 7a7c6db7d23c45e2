/* SPDX-License-Identifier: MIT */
/*
 * Random instructions, in small sequences that make it likely that they do
 * something: an access has an address, a call a number, a CSR a value.
 */
#include <axvcpu/sbi.h>
#include <core/memory_functions.h>
#include <generated/riscv64_constants.h>

#include "fuzz_guest.h"
#include "instructions.h"

#define CSR(name) AXVCPU_RISCV64_##name##_NUMBER

struct code {
	uint8_t *ram;
	uint32_t at; /* offset of the next instruction */
};

static void put_16(struct code *code, uint32_t insn)
{
	uint16_t half = (uint16_t)insn;

	memcpy(code->ram + code->at, &half, sizeof half);
	code->at += sizeof half;
}

static void put(struct code *code, uint32_t insn)
{
	put_16(code, insn);
	put_16(code, insn >> 16);
}

static uint32_t any_register(void)
{
	return random_below(32);
}

/* rd is a value of the pool. */
static void load_value(struct code *code, uint32_t rd)
{
	int32_t distance = (int32_t)(POOL + random_below(512) * 8) - (int32_t)code->at;

	put(code, U_TYPE(AUIPC, rd, distance));
	put(code, I_TYPE(LOAD, rd, 3, rd, (uint32_t)distance & 0xfff));
}

static void load_number(struct code *code, uint32_t rd, uint32_t number)
{
	put(code, U_TYPE(LUI, rd, number));
	put(code, I_TYPE(OP_IMM | 8, rd, 0, rd, number & 0xfff));
}

static void anything(struct code *code)
{
	put(code, (uint32_t)random_word() | 3);
}

static void compressed(struct code *code)
{
	put_16(code, ((uint32_t)random_word() & 0xfffc) | random_below(3));
	put_16(code, ((uint32_t)random_word() & 0xfffc) | random_below(3));
}

/* OP, OP-IMM and their halves for 32 bits; M and what else there may be in them. */
static void arithmetic(struct code *code)
{
	static const uint8_t opcodes[] = { OP, OP_IMM, OP | 8, OP_IMM | 8 };

	put(code, ((uint32_t)random_word() & 0xffffff80) | ONE_OF(opcodes));
}

/* A load, store, or atomic access, of integers or of floating point; rs1 is the address. */
static void access(struct code *code, uint32_t rs1)
{
	static const uint8_t kinds[] = { 0, 1, 2, 3, 4, 8, 12, 16, 20, 24, 28, 5 }; /* funct5 */
	uint32_t near = random_below(4) ? 0 : random_below(4096), width = random_below(8);

	switch (random_below(8)) {
	case 0:
		put(code, I_TYPE(LOAD_FP, any_register(), 2 + width % 2, rs1, near));
		break;
	case 1:
		put(code, S_TYPE(STORE_FP, 2 + width % 2, rs1, any_register(), near));
		break;
	case 2:
		put(code, R_TYPE(AMO, any_register(), 2 + width % 2, rs1, any_register(),
				 ONE_OF(kinds) << 2 | random_below(4)));
		break;
	case 3: case 4:
		put(code, S_TYPE(STORE, width % 4, rs1, any_register(), near));
		break;
	default:
		put(code, I_TYPE(LOAD, any_register(), width, rs1, near));
	}
}

static void access_value(struct code *code)
{
	uint32_t rs1 = any_register();

	load_value(code, rs1);
	access(code, rs1);
}

/* Devices are there in the first GiB: nothing is mapped. */
static void access_device(struct code *code)
{
	uint32_t rs1 = 1 + random_below(31);

	put(code, U_TYPE(LUI, rs1, 0x10000000 + random_below(16) * 0x1000));
	access(code, rs1);
}

/* 16-bit loads and stores: c.lw, c.ld, c.sw, c.sd, of x8 to x15. */
static void access_compressed(struct code *code)
{
	static const uint32_t forms[] = { 0x4000, 0x6000, 0xc000, 0xe000 };

	put(code, U_TYPE(LUI, 8, 0x10000000));
	put_16(code, ONE_OF(forms) | random_below(8) << 2);
	put_16(code, ONE_OF(forms) | random_below(8) << 2 | random_below(8) << 10);
}

static void csr(struct code *code)
{
	put(code, I_TYPE(SYSTEM, any_register(), random_below(8), any_register(), random_below(4096)));
}

/* A register of the supervisor or of floating point is written with a value of the pool. */
static void set_csr(struct code *code)
{
	static const uint16_t csrs[] = {
		CSR(SATP), CSR(STVEC), CSR(SSTATUS), CSR(SSTATUS), CSR(SEPC), CSR(SIE), CSR(SIP),
		CSR(SSCRATCH), CSR(SCOUNTEREN), CSR(SENVCFG), CSR(STIMECMP), CSR(FCSR), CSR(SCAUSE),
		CSR(STVAL),
	};
	uint32_t rs1 = any_register();

	load_value(code, rs1);
	put(code, I_TYPE(SYSTEM, any_register(), 1 + random_below(3), rs1, ONE_OF(csrs)));
}

/* A CSR of the hypervisor, or one that it keeps. */
static void host_csr(struct code *code)
{
	static const uint16_t csrs[] = {
		CSR(HSTATUS), CSR(HEDELEG), CSR(HIDELEG), CSR(HIE), CSR(HGEIE), CSR(HENVCFG), CSR(HVIP),
		CSR(HGATP), CSR(HTVAL), CSR(VSSTATUS), CSR(VSATP), CSR(VSTVEC), CSR(VSEPC), CSR(HGEIP),
	};
	static const uint8_t kinds[] = { CSRRW, CSRRS, CSRRC, CSRRWI, CSRRSI, CSRRCI };

	put(code, I_TYPE(SYSTEM, any_register(), ONE_OF(kinds), any_register(), ONE_OF(csrs)));
}

static void privileged(struct code *code)
{
	static const uint32_t insns[] = {
		ECALL, EBREAK, SRET, MRET, DRET, WFI, WFI, FENCE_I, PAUSE, SFENCE_VMA << 25 | SYSTEM,
	};

	put(code, ONE_OF(insns));
}

/* Fences of translations, and HLV, HLVX, HSV. */
static void hypervisor(struct code *code)
{
	static const uint8_t fences[] = {
		SFENCE_VMA, SINVAL_VMA, SFENCE_INVAL, HFENCE_VVMA, HINVAL_VVMA, HFENCE_GVMA, HINVAL_GVMA,
	};

	if (random_below(2))
		put(code, R_TYPE(SYSTEM, 0, 0, any_register(), any_register(), ONE_OF(fences)));
	else
		put(code, R_TYPE(SYSTEM, any_register(), 4, any_register(), random_below(4),
				 HLV_B + random_below(HSV_D - HLV_B + 1)));
}

/* SBI 2.0, chapter 3: a7 has the extension, a6 the function. */
static void call(struct code *code)
{
	static const uint32_t extensions[] = {
		0, 1, 2, 3, 4, 5, 6, 7, 8, AXVCPU_SBI_EXTENSION_BASE, AXVCPU_SBI_EXTENSION_BASE,
		AXVCPU_SBI_EXTENSION_TIME, AXVCPU_SBI_EXTENSION_IPI, AXVCPU_SBI_EXTENSION_RFENCE,
		AXVCPU_SBI_EXTENSION_RFENCE, AXVCPU_SBI_EXTENSION_HSM, AXVCPU_SBI_EXTENSION_SRST,
		AXVCPU_SBI_EXTENSION_DBCN, AXVCPU_SBI_EXTENSION_EXPERIMENTAL_FIRST,
		AXVCPU_SBI_EXTENSION_VENDOR_LAST, 0xffffffff,
	};

	load_number(code, A7, ONE_OF(extensions));
	put(code, I_TYPE(OP_IMM, A6, 0, ZERO, random_below(8)));
	for (uint32_t argument = A0; argument <= A2; argument++)
		if (random_below(2))
			load_value(code, argument);
		else
			put(code, I_TYPE(OP_IMM, argument, 0, ZERO, random_below(4)));
	put(code, ECALL);
}

/* Near, or to wherever a register says. */
static void go(struct code *code)
{
	int32_t distance = (int32_t)random_below(128) * 2 - 96;

	if (one_in(8))
		load_value(code, T0);
	if (one_in(4))
		put(code, I_TYPE(JALR, any_register(), 0, T0, 0));
	else if (random_below(2))
		put(code, jump(any_register(), distance));
	else
		put(code, branch(random_below(8), any_register(), any_register(), distance));
}

/* To the other privilege, or to the same. */
static void leave(struct code *code)
{
	uint32_t spp = one_in(2) ? CSRRS : CSRRC;

	load_value(code, T0);
	put(code, I_TYPE(SYSTEM, 0, CSRRW, T0, CSR(SEPC)));
	put(code, U_TYPE(LUI, T0, 0x1000));
	put(code, I_TYPE(OP_IMM, T0, 5, T0, 4)); /* srli: sstatus.SPP */
	put(code, I_TYPE(SYSTEM, 0, spp, T0, CSR(SSTATUS)));
	put(code, SRET);
}

static void floating_point(struct code *code)
{
	put(code, U_TYPE(LUI, T0, AXVCPU_RISCV64_SSTATUS_FS));
	put(code, I_TYPE(SYSTEM, 0, one_in(8) ? CSRRC : CSRRS, T0, CSR(SSTATUS)));
	put(code, ((uint32_t)random_word() & 0xffffff80) | OP_FP);
}

/* The timer is due soon. */
static void set_timer(struct code *code)
{
	put(code, I_TYPE(SYSTEM, T0, CSRRS, ZERO, CSR(TIME)));
	put(code, I_TYPE(OP_IMM, T0, 0, T0, random_below(64)));
	put(code, I_TYPE(SYSTEM, ZERO, CSRRW, T0, CSR(STIMECMP)));
}

static void (*const sequences[])(struct code *code) = {
	anything, anything, compressed, compressed, arithmetic, arithmetic, arithmetic,
	access_value, access_value, access_value, access_device, access_device, access_compressed,
	csr, csr, csr, host_csr, host_csr, set_csr, set_csr, privileged, hypervisor,
	call, call, call, go, go, leave, floating_point, set_timer,
};

/* Some guests have more of one sequence than of the others. */
static void fill(struct code *code, uint32_t end)
{
	void (*favourite)(struct code *code) = ONE_OF(sequences);

	while (code->at + 64 < end)
		if (one_in(4))
			favourite(code);
		else
			ONE_OF(sequences)(code);
}

/*
 * Behind an instruction that trapped the guest goes on; after a fetch that did, at some
 * place of its code; after an interrupt as before, but with interrupts disabled.
 */
static void put_handler(struct code *code)
{
	put(code, I_TYPE(SYSTEM, T6, CSRRS, ZERO, CSR(SCAUSE)));
	put(code, branch(4, T6, ZERO, 14 * 4)); /* bltz: an interrupt */
	put(code, I_TYPE(OP_IMM, T6, 0, T6, 0xfff & -AXVCPU_RISCV64_EXCEPTION_FETCH_PAGE));
	put(code, branch(0, T6, ZERO, 5 * 4)); /* beqz: a fetch */
	put(code, I_TYPE(SYSTEM, T6, CSRRS, ZERO, CSR(SEPC)));
	put(code, I_TYPE(OP_IMM, T6, 0, T6, 4));
	put(code, I_TYPE(SYSTEM, ZERO, CSRRW, T6, CSR(SEPC)));
	put(code, SRET);
	put(code, U_TYPE(AUIPC, T6, CODE - HANDLER)); /* in the page at CODE, 32 bytes behind */
	put(code, I_TYPE(SYSTEM, T5, CSRRS, ZERO, CSR(INSTRET)));
	put(code, R_TYPE(OP_IMM, T5, 1, T5, 6, 0)); /* slli: away with the pc's own offset */
	put(code, I_TYPE(OP_IMM, T5, 7, T5, 0x7c0)); /* andi */
	put(code, R_TYPE(OP, T6, 0, T6, T5, 0)); /* add */
	put(code, I_TYPE(SYSTEM, ZERO, CSRRW, T6, CSR(SEPC)));
	put(code, SRET);
	put(code, I_TYPE(SYSTEM, ZERO, CSRRWI, 0, CSR(SIE)));
	put(code, SRET);
}

/* Interrupts that are vectored all arrive in what follows: there is time until the last. */
void fuzz_code(uint8_t *ram)
{
	struct code code = { ram, CODE };

	fill(&code, CODE + CODE_SIZE);
	code.at = HANDLER;
	put_handler(&code);
	fill(&code, HANDLER + 0x1000);
}
