/* SPDX-License-Identifier: MIT */
/* System registers by number. Generated from spec/arch/toy.yaml; change it there. */

#include <stddef.h>

#include <axvcpu/names.h>

struct system_register {
	uint32_t number;
	const char *name;
	const char *doc;
};

static const struct system_register toy_registers[] = {
	{ 0x4, "light", "It shines." }, /* spec/arch/toy.yaml:51 */
	{ 0x8, "wheel", "It turns." }, /* spec/arch/toy.yaml:49 */
	{ 0x104, "brake", "It stops it." }, /* spec/arch/toy.yaml:50 */
};

/* The rows of an arch, by number. */
static const struct system_register *rows_of(enum axvcpu_arch arch, size_t *count)
{
	switch (arch) {
	case AXVCPU_ARCH_TOY:
		*count = sizeof(toy_registers) / sizeof(toy_registers[0]);
		return toy_registers;
	default:
		*count = 0;
		return NULL;
	}
}

static const struct system_register *find(enum axvcpu_arch arch, uint32_t number)
{
	size_t count;
	const struct system_register *row = rows_of(arch, &count);

	while (count) {
		size_t half = count / 2;

		if (row[half].number == number)
			return &row[half];
		if (row[half].number < number) {
			row += half + 1;
			count -= half + 1;
		} else {
			count = half;
		}
	}
	return NULL;
}

const char *axvcpu_system_register_name(enum axvcpu_arch arch, uint32_t addr)
{
	const struct system_register *found = find(arch, addr);

	return found ? found->name : NULL;
}

const char *axvcpu_system_register_doc(enum axvcpu_arch arch, uint32_t addr)
{
	const struct system_register *found = find(arch, addr);

	return found ? found->doc : NULL;
}
