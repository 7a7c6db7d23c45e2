/* SPDX-License-Identifier: MIT */
/*
 * Second-stage table formats of toy, the default first. Generated from spec/arch/toy.yaml; change
 * it there.
 */

#include <core/table_format.h>

const struct axvcpu_table_format axvcpu_toy_formats[] = {
	{ /* spec/arch/toy.yaml:32 Two levels. 3; entry spec/arch/toy.yaml:34 */
		.name = "steep",
		.value = 2,
		.levels = 2,
		.address_bits = 31,
		.page_bits = 12,
		.index_bits = 9,
		.root_size = 8192,
		.frame_high = 40,
		.frame_low = 12,
		.valid = UINT64_C(1) << 0,
		.read = UINT64_C(1) << 1,
		.write = UINT64_C(1) << 2,
		.execute = UINT64_C(1) << 3,
		.accessed = UINT64_C(1) << 5,
		.always = UINT64_C(1) << 5,
	},
	{ /* spec/arch/toy.yaml:31 One level. 3; entry spec/arch/toy.yaml:34 */
		.name = "flat",
		.value = 1,
		.levels = 1,
		.address_bits = 21,
		.page_bits = 12,
		.index_bits = 9,
		.root_size = 4096,
		.frame_high = 40,
		.frame_low = 12,
		.valid = UINT64_C(1) << 0,
		.read = UINT64_C(1) << 1,
		.write = UINT64_C(1) << 2,
		.execute = UINT64_C(1) << 3,
		.accessed = UINT64_C(1) << 5,
		.always = UINT64_C(1) << 5,
	},
};

const size_t axvcpu_toy_format_count =
	sizeof(axvcpu_toy_formats) / sizeof(axvcpu_toy_formats[0]);
