/* SPDX-License-Identifier: MIT */
/* decodes BACKEND [CASE]: decode one exit twice, or many, for a tool that counts each call. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <axvcpu/aarch64.h>
#include <axvcpu/axvcpu.h>
#include <axvcpu/el2.h>
#include <axvcpu/kvm.h>
#include <axvcpu/svm.h>
#include <axvcpu/vmx.h>

static struct axvcpu_aarch64_registers arm = {.x = {0x86000000}};
static struct axvcpu_x86_64_registers x86 = {.r = {0, 1}};
static struct axvcpu_exit exit_now;

static void el2(uint64_t esr, uint64_t hpfar)
{
	const struct axvcpu_el2_syndrome syndrome = {.esr = esr, .hpfar = hpfar, .far = 0x8};

	if (axvcpu_el2_decode(&syndrome, &arm, &exit_now) != AXVCPU_DECODED_DONE)
		abort();
}

/* An instruction that is to be fetched is not here: that exit does not count. */
static void vmx_syndrome(const struct axvcpu_vmx_syndrome *syndrome)
{
	(void)axvcpu_vmx_decode(syndrome, &x86, &exit_now);
}

static void vmx(uint32_t reason, uint64_t qualification)
{
	vmx_syndrome(&(struct axvcpu_vmx_syndrome){
		.exit_reason = reason, .qualification = qualification, .insn_length = 2,
	});
}

static void svm_syndrome(const struct axvcpu_svm_syndrome *syndrome)
{
	(void)axvcpu_svm_decode(syndrome, &x86, &exit_now);
}

static void svm(uint64_t code, uint64_t info)
{
	svm_syndrome(&(struct axvcpu_svm_syndrome){
		.exitcode = code, .exitinfo1 = info, .nrip_length = 2,
		.have = AXVCPU_SVM_HAVE_SEGMENT_BASE,
	});
}

static void kvm(uint32_t reason, uint64_t first)
{
	const struct axvcpu_kvm_syndrome syndrome = {.exit_reason = reason, .u0 = first};

	(void)axvcpu_kvm_decode(&syndrome, &x86, &exit_now);
}

/* ldr w5, [x1] from a device, str w5, [x1], hvc #0, mrs and msr, as the processor says them. */
static void el2_data_abort_read(void) { el2(0x93850007, 0x90000); }
static void el2_data_abort_write(void) { el2(0x93850047, 0x90000); }
static void el2_hypercall(void) { el2(0x5a000000, 0); }
static void el2_sysreg_read(void) { el2(0x623000a1, 0); }
static void vmx_cpuid(void) { vmx(10, 0); }
static void vmx_vmcall(void) { vmx(18, 0); }
static void vmx_io_write(void) { vmx(30, 0x3f80000); }
static void svm_cpuid(void) { svm(0x72, 0); }
static void svm_vmmcall(void) { svm(0x81, 0); }
static void svm_io_write(void) { svm(0x7b, 0x3f80210); }
static void kvm_io_write(void) { kvm(2, 0x1000003f80101); }

/* Fixed to one, self, all, others; NMI; start-up of one, of all; start-up of a logical one. */
static const uint32_t interrupts[] = {
	0x31, 0x40031, 0x80031, 0xc0031, 0x431, 0x608, 0x80608, 0xe08,
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Exceptions of every type; what is written to the interrupt command register. */
static void vmx_events(void)
{
	for (uint32_t event = 0; event < 8 << 8; event += (event & 0xff) == 31 ? 0xe1 : 1)
		for (uint32_t matched = 0; matched < 3; matched++)
			vmx_syndrome(&(struct axvcpu_vmx_syndrome){
				.interruption_info = 0x80000000 | event,
				.qualification = matched << 13 | matched,
			});
	vmx_syndrome(&(struct axvcpu_vmx_syndrome){
		.exit_reason = 1, .interruption_info = 0x80000031});
}

static void vmx_interrupts(void)
{
	for (size_t i = 0; i < COUNT(interrupts); i++) {
		x86.r[0] = interrupts[i];
		for (x86.r[1] = 0x830; x86.r[1] < 0x840; x86.r[1] += 0xf)
			vmx(32, 0);
		vmx_syndrome(&(struct axvcpu_vmx_syndrome){.exit_reason = 56, .icr = interrupts[i],
			.qualification = 0x300, .have = AXVCPU_VMX_HAVE_ICR});
	}
}

/* Every reason, with qualifications of the formats that tell exits apart, but string I/O. */
static void vmx_every(void)
{
	static const uint64_t qualifications[] = {
		0, 1, 2, 3, 4, 8, 0xb, 0x80, 0x82, 0x84, 0x180, 0x182, 0x184, 0x300, 0x1000,
		0x2000, 0x3000, ~0ull,
	};

	for (uint32_t reason = 0; reason < 96; reason++)
		for (size_t i = 0; i < COUNT(qualifications); i++)
			vmx(reason, qualifications[i]);
	vmx(0x80000021, 0);
	vmx_events();
	vmx_interrupts();
}

/* INS and OUTS, once and with REP; addresses of 16, 32 and 64 bits, upwards and downwards. */
static void vmx_string_io(void)
{
	for (uint32_t form = 0; form < 4; form++)
		for (uint32_t address = 0; address < 3; address++)
			for (x86.rflags = 0; x86.rflags <= 0x400; x86.rflags += 0x400)
				vmx_syndrome(&(struct axvcpu_vmx_syndrome){
					.exit_reason = 30, .insn_length = 2,
					.insn_info = address << 7,
					.qualification = 0x13 | (form & 1) << 3 | (form & 2) << 4,
				});
}

static void svm_string_io(void)
{
	for (uint32_t form = 0; form < 4; form++)
		for (uint32_t address = 1; address <= 4; address *= 2)
			for (x86.rflags = 0; x86.rflags <= 0x400; x86.rflags += 0x400)
				svm(0x7b, 0x44 | (form & 1) | (form & 2) << 2 | address << 7);
}

static void svm_interrupts(void)
{
	for (size_t i = 0; i < COUNT(interrupts); i++) {
		svm(0x401, interrupts[i]);
		x86.r[0] = interrupts[i];
		for (x86.r[1] = 0x830; x86.r[1] < 0x840; x86.r[1] += 0xf)
			svm(0x7c, 1);
	}
}

/* Every code, with what tells exits apart, but string I/O. */
static void svm_every(void)
{
	static const uint64_t infos[] = {
		0, 1, 2, 0x10, 0x12, 0x11, 0x20, 0x21, 0x40, 0x41, 0x211, 1ull << 33, ~0ull,
	};

	for (uint64_t code = 0; code < 0x404; code += code == 0xff ? 0x301 : 1)
		for (size_t i = 0; i < COUNT(infos); i++)
			svm(code, infos[i]);
	for (uint64_t code = 0; code < 6; code++) {
		svm(0x80000000 + code, 0);
		svm(0xffffffff - code, 0);
	}
	for (uint64_t matched = 0; matched < 3; matched++)
		svm_syndrome(&(struct axvcpu_svm_syndrome){
			.exitcode = 0x41, .dr6 = matched << 13 | matched});
	svm_interrupts();
}
static const struct {
	const char *backend, *name;
	void (*decode)(void);
} cases[] = {
	{"el2", "data_abort_read", el2_data_abort_read},
	{"el2", "data_abort_write", el2_data_abort_write},
	{"el2", "hypercall", el2_hypercall},
	{"el2", "sysreg_read", el2_sysreg_read},
	{"vmx", "cpuid", vmx_cpuid},
	{"vmx", "vmcall", vmx_vmcall},
	{"vmx", "io_write", vmx_io_write},
	{"vmx", "string_io", vmx_string_io},
	{"vmx", "longest", vmx_every},
	{"svm", "cpuid", svm_cpuid},
	{"svm", "vmmcall", svm_vmmcall},
	{"svm", "io_write", svm_io_write},
	{"svm", "string_io", svm_string_io},
	{"svm", "longest", svm_every},
	{"kvm", "io_write", kvm_io_write},
};

int main(int argc, char **argv)
{
	const size_t count = sizeof(cases) / sizeof(cases[0]);

	for (size_t i = 0; argc == 1 && i < count; i++)
		printf("%s %s\n", cases[i].backend, cases[i].name);
	for (size_t i = 0; argc == 3 && i < count; i++) {
		if (strcmp(argv[1], cases[i].backend) || strcmp(argv[2], cases[i].name))
			continue;
		/* What the first call of all does beyond the others is in neither. */
		cases[i].decode();
		cases[i].decode();
		return 0;
	}
	return argc == 1 ? 0 : 2;
}
