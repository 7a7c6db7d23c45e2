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
static void vmx(uint32_t reason, uint64_t qualification)
{
	const struct axvcpu_vmx_syndrome syndrome = {
		.exit_reason = reason, .qualification = qualification, .insn_length = 2,
		.insn_info = 0x100, .icr = 0x4500, .have = AXVCPU_VMX_HAVE_ICR,
	};

	(void)axvcpu_vmx_decode(&syndrome, &x86, &exit_now);
}

static void svm(uint64_t code, uint64_t info)
{
	const struct axvcpu_svm_syndrome syndrome = {
		.exitcode = code, .exitinfo1 = info, .nrip_length = 2,
		.have = AXVCPU_SVM_HAVE_SEGMENT_BASE,
	};

	(void)axvcpu_svm_decode(&syndrome, &x86, &exit_now);
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

/* Every reason, with qualifications of the formats that tell exits apart. */
static void vmx_every(void)
{
	static const uint64_t qualifications[] = {0, 1, 2, 0x10, 0x30, 0x183, 0x1000, 0x300, ~0ull};

	for (uint32_t reason = 0; reason < 96; reason++)
		for (size_t i = 0; i < sizeof(qualifications) / sizeof(qualifications[0]); i++)
			vmx(reason, qualifications[i]);
	vmx(0x80000021, 0);
}

static void svm_every(void)
{
	static const uint64_t infos[] = {0, 1, 0x211, 0x215, 0x21d, 0x31c, 1ull << 33, ~0ull};

	for (uint64_t code = 0; code < 0x404; code += code == 0xff ? 0x301 : 1)
		for (size_t i = 0; i < sizeof(infos) / sizeof(infos[0]); i++)
			svm(code, infos[i]);
	svm(~0ull, 0);
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
	{"vmx", "longest", vmx_every},
	{"svm", "cpuid", svm_cpuid},
	{"svm", "vmmcall", svm_vmmcall},
	{"svm", "io_write", svm_io_write},
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
