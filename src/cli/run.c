/* SPDX-License-Identifier: MIT */
/* `axvcpu run`: a guest in a machine of its own, until it powers off. */
#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "choice.h"
#include "command.h"
#include "loader.h"
#include "machine.h"
#include "message.h"
#include "options.h"
#include "signals.h"
#include "statistics.h"

static void print_help(void)
{
	fputs("Usage: axvcpu run [OPTION]... [GUEST]\n"
	      "Run GUEST, an ELF or flat image, until it powers off (default: the built-in demo).\n"
	      "      --kernel FILE          a Linux Image for riscv64 instead of GUEST\n"
	      "      --initrd FILE          its initial RAM disk\n"
	      "      --append TEXT          its command line\n"
	      "  -b, --backend NAME         default: kvm if it opens and fits GUEST, else soft\n"
	      "  -c, --cpus N               virtual CPUs (1; the demo has 2)\n"
	      "      --isa ISA              of soft: rv64imac or rv64gc, with floating point (rv64imac)\n"
	      "  -m, --memory SIZE          guest RAM, suffix K, M, G (128M), at 0x80000000 on riscv64\n"
	      "  -l, --load ADDRESS         guest-physical address of a flat image (0x80200000)\n"
	      "  -t, --trace[=text|json]    each exit, decoded, on standard error\n"
	      "  -s, --stats[=text|json]    exits by count and time, on standard error\n"
	      "      --max-instructions N   stop when a virtual CPU has executed N instructions\n"
	      "      --max-exits N          stop after N exits of all virtual CPUs\n"
	      "      --timeout SECONDS      stop after so long; fractions allowed\n"
	      "The guest's console is standard output. Ctrl-C stops the guest; statistics still print.\n"
	      "Exit status: 0 power-off, 2 bad arguments, 3 back end unavailable, 4 reset,\n"
	      "             5 guest crash, 6 budget or time exhausted, 130 interrupted,\n"
	      "             143 terminated, 1 the host failed\n"
	      "\n"
	      "The machine: RAM at 0x80000000, a 16550 UART at 0x10000000 (polled), 64 bytes that\n"
	      "keep what is written to them at 0x10001000, the SBI; hpmcounter3 counts the exits.\n"
	      "\n"
	      "Examples:\n"
	      "  axvcpu run --trace --stats\n"
	      "  axvcpu run --cpus 2 --memory 64M --timeout 10 guest.elf\n"
	      "  axvcpu run --kernel Image --initrd initrd --append 'console=ttyS0 earlycon=sbi'\n"
	      "  axvcpu run --load 0x80000000 --trace=json image.bin 2>trace.jsonl\n", stdout);
}

static enum outcome load_and_run(struct machine *machine)
{
	struct ram ram = { machine->ram, RAM_BASE, machine->options->memory };
	struct start start;

	if (!load_guest(machine->options, &ram, &start))
		return OUTCOME_USAGE;
	if (!signals_start()) {
		complain("no pipe: %s", strerror(errno));
		return OUTCOME_HOST;
	}
	enum outcome outcome = machine_run(machine, start.entry, start.argument);

	statistics_print(machine);
	return outcome;
}

static enum outcome run(const struct run_options *options)
{
	struct machine machine;
	enum axvcpu_backend backend;
	enum outcome outcome = choose_backend(options, &backend);

	if (outcome != OUTCOME_OFF)
		return outcome;
	outcome = machine_create(&machine, options, backend);
	if (outcome == OUTCOME_OFF)
		outcome = load_and_run(&machine);
	machine_destroy(&machine);
	return outcome;
}

int command_run(int count, char **arguments)
{
	struct run_options options;

	switch (run_options_parse(&options, count, arguments)) {
	case PARSED_HELP:
		print_help();
		return OUTCOME_OFF;
	case PARSED_RUN:
		return run(&options);
	default:
		return OUTCOME_USAGE;
	}
}
