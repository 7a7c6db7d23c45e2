/* SPDX-License-Identifier: MIT */
/* A guest's life on each back end of this build: a call, a device, its end. */
#include <config.h>

#include <axvcpu/axvcpu.h>
#include <axvcpu/names.h>

#include "../tap.h"
#include "cpu.h"
#include "print.h"

#define MUST(call) do { \
	enum axvcpu_status status = (call); \
	if (status != AXVCPU_OK) \
		stop("%s: %s", #call, axvcpu_status_name(status)); \
} while (0)

static _Alignas(4096) uint32_t ram[1024] = {
	0x080008b7, /* lui a7, 0x8000    # SBI: an experimental extension, which is the hypervisor's */
	0x00700813, /* li a6, 7 */
	0x00000073, /* ecall */
	0x100005b7, /* lui a1, 0x10000   # a device; nothing is mapped there */
	0x0005c603, /* lbu a2, 0(a1) */
	0x00a60633, /* add a2, a2, a0 */
	0x00c58023, /* sb a2, 0(a1) */
	0x00800893, /* li a7, 8          # SBI: shut down */
	0x00000073, /* ecall */
};
#define CALL     0x0800000000000007 /* extension and function, as the exit has them in one */
#define CALL_AT  0x80000008
#define READ_AT  0x80000010
#define WRITE_AT 0x80000018
#define END_AT   0x80000020

static const struct axvcpu_exit *expect(struct axvcpu *vcpu, enum axvcpu_exit_reason reason,
					uint64_t pc, const char *backend)
{
	const struct axvcpu_exit *exit;

	MUST(axvcpu_run(vcpu, &exit));
	is_str(axvcpu_exit_name(exit->reason), axvcpu_exit_name(reason), "%s: the exit", backend);
	is_u64(exit->pc, pc, "%s: %s: where", backend, axvcpu_exit_name(reason));
	return exit;
}

static void live(struct axvcpu *vcpu, const char *backend)
{
	const struct axvcpu_exit *exit;

	exit = expect(vcpu, AXVCPU_EXIT_HYPERCALL, CALL_AT, backend);
	is_u64(exit->hypercall.nr, CALL, "%s: the number of the call", backend);
	MUST(axvcpu_set_register(vcpu, AXVCPU_REGISTER_RETURN, 0x40));
	exit = expect(vcpu, AXVCPU_EXIT_MMIO_READ, READ_AT, backend);
	is_u64(exit->mmio_read.addr, 0x10000000, "%s: the address read", backend);
	MUST(axvcpu_complete(vcpu, 2));
	exit = expect(vcpu, AXVCPU_EXIT_MMIO_WRITE, WRITE_AT, backend);
	is_u64(exit->mmio_write.data, 0x42, "%s: what is written is both answers", backend);
	expect(vcpu, AXVCPU_EXIT_SYSTEM_DOWN, END_AT, backend);
}

static void try_backend(enum axvcpu_backend backend)
{
	struct axvcpu_config config = {
		AXVCPU_CONFIG_INIT, .arch = AXVCPU_ARCH_RISCV64, .backend = backend,
	};
	struct axvcpu_space *space;
	struct axvcpu *vcpu;

	MUST(axvcpu_percpu_enable(cpu_number(), &config));
	MUST(axvcpu_space_create(&config, &space));
	MUST(axvcpu_space_map(space, 0x80000000, ram, sizeof ram, AXVCPU_MAP_READ | AXVCPU_MAP_EXECUTE));
	MUST(axvcpu_create(&config, &vcpu));
	MUST(axvcpu_setup(vcpu, 0x80000000, space, NULL));
	MUST(axvcpu_bind(vcpu));
	live(vcpu, axvcpu_backend_name(backend));
	MUST(axvcpu_unbind(vcpu));
	MUST(axvcpu_destroy(vcpu));
	MUST(axvcpu_space_destroy(space));
	is_u64(axvcpu_percpu_disable(), AXVCPU_OK, "%s: it is disabled", axvcpu_backend_name(backend));
}

int main(void)
{
#ifdef AXVCPU_HAVE_SOFT
	try_backend(AXVCPU_BACKEND_SOFT);
#endif
#ifdef AXVCPU_HAVE_HEXT
	try_backend(AXVCPU_BACKEND_HEXT);
#endif
	return done_testing();
}
