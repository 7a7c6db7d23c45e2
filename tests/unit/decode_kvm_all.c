/* SPDX-License-Identifier: MIT */
/*
 * The generated decoder of kvm against the oracle that was written from the kernel's documents:
 * every exit reason, every size and direction of an access, and ten million at random. Some
 * seconds when it is optimised; otherwise, and where AXVCPU_SAMPLE is set, fewer at random.
 */
#include <string.h>

#include "../oracle/kvm_oracle.h"
#include "../tap.h"
#include "samples.h"
#include "x86_judge.h"

#define MILLION 1000000

/* linux/kvm.h, KVM_EXIT_*. */
enum { IO = 2, DEBUG = 4, MMIO = 6, SYSTEM_EVENT = 24 };

static void oracle(const union axvcpu_syndrome *syndrome, x86_registers *registers,
		   struct x86_expected *expected)
{
	(void)registers;
	memset(expected, 0, sizeof(*expected));
	expected->answers = ORACLE_ANSWER(AXVCPU_DECODED_DONE);
	kvm_oracle(&syndrome->kvm, &expected->exit);
}

/* An exit for this reason, all else at random. */
static union axvcpu_syndrome exit_for(uint32_t reason)
{
	union axvcpu_syndrome syndrome;

	memset(&syndrome, 0, sizeof(syndrome));
	x86_shuffle(&syndrome);
	syndrome.kvm.exit_reason = reason;
	return syndrome;
}

static void try_reasons(void)
{
	for (uint32_t reason = 0; reason < 0x10000; reason++) {
		union axvcpu_syndrome syndrome = exit_for(reason);

		x86_try(&syndrome);
		syndrome.kvm.exit_reason |= (uint32_t)random_word() << 16;
		x86_try(&syndrome);
		syndrome.kvm.exit_reason = -reason;
		x86_try(&syndrome);
	}
	x86_finish("exit reasons");
}

/* io: direction and size, a byte each; then the port. */
static void try_ports(void)
{
	for (uint32_t n = 0; n < 1u << 16; n++) {
		union axvcpu_syndrome syndrome = exit_for(IO);

		syndrome.kvm.u0 = (syndrome.kvm.u0 & ~UINT64_C(0xffff)) | n;
		x86_try(&syndrome);
	}
	x86_finish("I/O");
}

/* debug.arch: exception, of 1 and 3, and B0 to B3 and BS of dr6, each with each. */
static void try_debug(void)
{
	for (uint32_t n = 0; n < 1u << 16; n++) {
		union axvcpu_syndrome syndrome = exit_for(DEBUG);

		syndrome.kvm.u0 = (syndrome.kvm.u0 & ~UINT64_C(0xffffffff)) | (n >> 15 ? 3 : 1);
		syndrome.kvm.u2 = (syndrome.kvm.u2 & ~UINT64_C(0x7fff)) | (n & 0x7fff);
		x86_try(&syndrome);
	}
	x86_finish("debug exits");
}

/* mmio: the length, of 32 bits, and whether it writes. */
static void try_mmio(void)
{
	for (uint32_t n = 0; n < 1u << 12; n++) {
		union axvcpu_syndrome syndrome = exit_for(MMIO);

		syndrome.kvm.u2 = (syndrome.kvm.u2 & ~UINT64_C(0xffffffffff)) | n >> 1 |
			(uint64_t)(n & 1) << 32;
		x86_try(&syndrome);
		syndrome.kvm.u2 |= UINT64_C(1) << (12 + n % 20);
		x86_try(&syndrome);
	}
	x86_finish("MMIO");
}

static void try_system_events(void)
{
	for (uint32_t type = 0; type < 1u << 12; type++) {
		union axvcpu_syndrome syndrome = exit_for(SYSTEM_EVENT);

		syndrome.kvm.u0 = (syndrome.kvm.u0 & ~UINT64_C(0xffffffff)) | type;
		x86_try(&syndrome);
		syndrome.kvm.u0 |= UINT64_C(1) << (12 + type % 20);
		x86_try(&syndrome);
	}
	x86_finish("system events");
}

/* The bytes of the union that an exit leaves alone hold what another one has left there. */
static void shape(union axvcpu_syndrome *syndrome)
{
	static const uint64_t sizes[] = { 0x100, 0x101, 0x200, 0x201, 0x400, 0x401 };
	static const uint64_t lengths[] = { 1, 2, 4, 8 };

	if (syndrome->kvm.exit_reason == IO)
		syndrome->kvm.u0 = (syndrome->kvm.u0 & ~UINT64_C(0xffff)) |
			(random_of(sizes, 6) & 0xffff);
	if (syndrome->kvm.exit_reason == MMIO)
		syndrome->kvm.u2 = (syndrome->kvm.u2 & ~UINT64_C(0xfeffffffff)) |
			(random_of(lengths, 4) & 0xffffffff);
}

static void try_random(void)
{
	unsigned long rounds = is_sampled() ? MILLION / 50 : 10 * MILLION;

	for (unsigned long n = 0; n < rounds; n++) {
		union axvcpu_syndrome syndrome = exit_for((uint32_t)random_word() % 48);

		shape(&syndrome);
		x86_try_once(&syndrome);
	}
	x86_finish("random exits");
}

int main(void)
{
	x86_begin("kvm", oracle);
	try_reasons();
	try_ports();
	try_debug();
	try_mmio();
	try_system_events();
	try_random();
	return done_testing();
}
