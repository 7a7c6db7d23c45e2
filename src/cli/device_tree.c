/* SPDX-License-Identifier: MIT */
/*
 * The device tree: what the machine has, by the Devicetree Specification and Linux's
 * bindings for riscv (Documentation/devicetree/bindings/riscv/cpus.yaml, extensions.yaml).
 */
#include <config.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libfdt.h>

#include <axvcpu/soft.h>

#include "device_tree.h"
#include "message.h"
#include "uart.h"

/* Enough for the harts and the text that options allow. */
#define TREE_ROOM 65536

#define SERIAL "serial"

/* What a hart can do, in the order of the naming conventions: single letters first. */
static const struct extension {
	const char *name;
	bool is_float;
} extensions[] = {
	{ "i", false }, { "m", false }, { "a", false }, { "f", true }, { "d", true },
	{ "c", false }, { "zicntr", false }, { "zicsr", false }, { "zifencei", false },
	{ "sstc", false },
};

struct writer {
	void *tree;
	int error; /* the first that libfdt answered */
};

static void check(struct writer *writer, int error)
{
	if (!writer->error)
		writer->error = error;
}

static void begin(struct writer *writer, const char *name)
{
	check(writer, fdt_begin_node(writer->tree, name));
}

static void begin_at(struct writer *writer, const char *name, uint64_t address)
{
	char full[64];

	snprintf(full, sizeof full, "%s@%" PRIx64, name, address);
	begin(writer, full);
}

static void end(struct writer *writer)
{
	check(writer, fdt_end_node(writer->tree));
}

static void bytes(struct writer *writer, const char *name, const void *value, size_t size)
{
	check(writer, fdt_property(writer->tree, name, value, (int)size));
}

static void string(struct writer *writer, const char *name, const char *value)
{
	bytes(writer, name, value, strlen(value) + 1);
}

static void cell(struct writer *writer, const char *name, uint32_t value)
{
	check(writer, fdt_property_u32(writer->tree, name, value));
}

static void wide(struct writer *writer, const char *name, uint64_t value)
{
	check(writer, fdt_property_u64(writer->tree, name, value));
}

/* Two cells each, as the root says. */
static void range(struct writer *writer, uint64_t address, uint64_t size)
{
	const fdt64_t pair[] = { cpu_to_fdt64(address), cpu_to_fdt64(size) };

	bytes(writer, "reg", pair, sizeof pair);
}

static void cells(struct writer *writer, uint32_t address, uint32_t size)
{
	cell(writer, "#address-cells", address);
	cell(writer, "#size-cells", size);
}

static void chosen(struct writer *writer, const struct run_options *options,
		   const struct initrd *initrd)
{
	char path[64];

	snprintf(path, sizeof path, "/" SERIAL "@%" PRIx64, (uint64_t)UART_BASE);
	begin(writer, "chosen");
	string(writer, "stdout-path", path);
	if (options->append)
		string(writer, "bootargs", options->append);
	if (initrd->size) {
		wide(writer, "linux,initrd-start", initrd->address);
		wide(writer, "linux,initrd-end", initrd->address + initrd->size);
	}
	end(writer);
}

static void memory(struct writer *writer, const struct ram *ram)
{
	begin_at(writer, "memory", ram->base);
	string(writer, "device_type", "memory");
	range(writer, ram->base, ram->size);
	end(writer);
}

/* The same in the old form, one word, and in the new one, strings that end in a zero each. */
struct instruction_set {
	char word[128], list[128];
	size_t word_length, list_length;
};

static void add_extension(struct instruction_set *set, const char *name)
{
	size_t size = strlen(name) + 1;

	if (size > 2)
		set->word[set->word_length++] = '_';
	memcpy(set->word + set->word_length, name, size);
	memcpy(set->list + set->list_length, name, size);
	set->word_length += size - 1;
	set->list_length += size;
}

static void instruction_set(struct writer *writer, enum isa isa)
{
	struct instruction_set set = { .word = "rv64", .word_length = 4 };

	for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
		if (!extensions[i].is_float || isa == ISA_RV64GC)
			add_extension(&set, extensions[i].name);
	string(writer, "riscv,isa", set.word);
	string(writer, "riscv,isa-base", "rv64i");
	bytes(writer, "riscv,isa-extensions", set.list, set.list_length);
}

/* The only controller of interrupts there is. */
static void interrupt_controller(struct writer *writer)
{
	begin(writer, "interrupt-controller");
	string(writer, "compatible", "riscv,cpu-intc");
	bytes(writer, "interrupt-controller", NULL, 0);
	cell(writer, "#interrupt-cells", 1);
	end(writer);
}

static void hart(struct writer *writer, uint32_t id, enum isa isa)
{
	begin_at(writer, "cpu", id);
	string(writer, "device_type", "cpu");
	string(writer, "compatible", "riscv");
	string(writer, "status", "okay");
	cell(writer, "reg", id);
	string(writer, "mmu-type", "riscv,sv48");
	instruction_set(writer, isa);
	interrupt_controller(writer);
	end(writer);
}

static void cpus(struct writer *writer, const struct run_options *options)
{
	begin(writer, "cpus");
	cells(writer, 1, 0);
	cell(writer, "timebase-frequency", AXVCPU_SOFT_TIMEBASE);
	for (uint32_t id = 0; id < options->cpus; id++)
		hart(writer, id, options->isa);
	end(writer);
}

/* Without interrupts: its driver looks at it from time to time. */
static void serial(struct writer *writer)
{
	begin_at(writer, SERIAL, UART_BASE);
	string(writer, "compatible", "ns16550a");
	range(writer, UART_BASE, UART_SIZE);
	cell(writer, "clock-frequency", UART_CLOCK);
	end(writer);
}

static void root(struct writer *writer, const struct run_options *options, const struct ram *ram,
		 const struct initrd *initrd)
{
	begin(writer, "");
	string(writer, "compatible", "axvcpu,machine");
	string(writer, "model", "axvcpu");
	cells(writer, 2, 2);
	chosen(writer, options, initrd);
	memory(writer, ram);
	cpus(writer, options);
	serial(writer);
	end(writer);
}

void *device_tree_make(const struct run_options *options, const struct ram *ram,
		       const struct initrd *initrd)
{
	struct writer writer = { .tree = malloc(TREE_ROOM) };

	if (!writer.tree) {
		complain("no memory");
		return NULL;
	}
	check(&writer, fdt_create(writer.tree, TREE_ROOM));
	check(&writer, fdt_finish_reservemap(writer.tree));
	root(&writer, options, ram, initrd);
	check(&writer, fdt_finish(writer.tree));
	if (!writer.error)
		return writer.tree;
	complain("the device tree: %s", fdt_strerror(writer.error));
	free(writer.tree);
	return NULL;
}
