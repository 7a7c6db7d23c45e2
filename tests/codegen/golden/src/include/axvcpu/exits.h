/* SPDX-License-Identifier: MIT */
/**
 * @file exits.h Exits: why run came back, and with what. Generated from spec/exits.yaml; change
 * it there.
 */

#ifndef AXVCPU_EXITS_H
#define AXVCPU_EXITS_H

#include <stdbool.h>
#include <stdint.h>

#include <axvcpu/syndrome.h>

/** Why the toy came back. */
enum axvcpu_exit_reason {
	/** Nothing to do. */
	AXVCPU_EXIT_NOTHING = 0, /* spec/exits.yaml:16 */
	/** The guest calls. */
	AXVCPU_EXIT_HYPERCALL = 1, /* spec/exits.yaml:22 */
	/** The guest waits. */
	AXVCPU_EXIT_HALT = 2, /* spec/exits.yaml:29 */
	/** The guest writes. */
	AXVCPU_EXIT_STORE = 3, /* spec/exits.yaml:34 */
	/** Nobody knows. */
	AXVCPU_EXIT_UNKNOWN = 4, /* spec/exits.yaml:45 */
	/** The guest reads. */
	AXVCPU_EXIT_LOAD = 8, /* spec/exits.yaml:51 */
};

/** Exits from this number on owe a value: axvcpu_complete gives it. */
#define AXVCPU_EXIT_FIRST_READ AXVCPU_EXIT_LOAD

/** What an access wanted. */
enum axvcpu_access { /* spec/exits.yaml:4 */
	/** To read. */
	AXVCPU_ACCESS_READ = 1, /* spec/exits.yaml:7 */
	/** To write. */
	AXVCPU_ACCESS_WRITE = 2, /* spec/exits.yaml:8 */
};

/** Why there is nothing to do. */
enum axvcpu_nothing { /* spec/exits.yaml:9 */
	/** Somebody asked for it. */
	AXVCPU_NOTHING_KICKED = 0, /* spec/exits.yaml:12 */
	/** It was answered inside. */
	AXVCPU_NOTHING_HANDLED = 1, /* spec/exits.yaml:13 */
};

/** What a decoder answers. */
enum axvcpu_decoded {
	/** The exit is filled in. */
	AXVCPU_DECODED_DONE = 0,
	/** Fetch this word of the syndrome and call again: The instruction. */
	AXVCPU_DECODED_NEED_INSN = 1,
	/** Fetch this word of the syndrome and call again: Address of the access. */
	AXVCPU_DECODED_NEED_WHERE = 2,
};

/** What becomes of the instruction that trapped, once its exit is answered. */
enum axvcpu_retire {
	/** It is executed again, or there is none. */
	AXVCPU_RETIRE_KEEP = 0,
	/** The guest goes on behind it. */
	AXVCPU_RETIRE_NEXT = 1,
};

/** Bits of the member known of an exit nothing: the fields that hold a value. */
enum axvcpu_known_nothing {
	/** cause holds a value. */
	AXVCPU_KNOWN_NOTHING_CAUSE = 1u << 0,
	/** All of them. */
	AXVCPU_KNOWN_NOTHING_ALL = 0x1,
};

/** Nothing to do. */
struct axvcpu_exit_nothing { /* spec/exits.yaml:16 */
	/** Why. */
	enum axvcpu_nothing cause; /* spec/exits.yaml:21 */
};

/** Bits of the member known of an exit hypercall: the fields that hold a value. */
enum axvcpu_known_hypercall {
	/** nr holds a value. */
	AXVCPU_KNOWN_HYPERCALL_NR = 1u << 0,
	/** args holds a value. */
	AXVCPU_KNOWN_HYPERCALL_ARGS = 1u << 1,
	/** All of them. */
	AXVCPU_KNOWN_HYPERCALL_ALL = 0x3,
};

/** The guest calls. */
struct axvcpu_exit_hypercall { /* spec/exits.yaml:22 */
	/** Number of the call. */
	uint64_t nr; /* spec/exits.yaml:27 */
	/** Its arguments. */
	uint64_t args[2]; /* spec/exits.yaml:28 */
};

/** Bits of the member known of an exit store: the fields that hold a value. */
enum axvcpu_known_store {
	/** addr holds a value. */
	AXVCPU_KNOWN_STORE_ADDR = 1u << 0,
	/** width holds a value. */
	AXVCPU_KNOWN_STORE_WIDTH = 1u << 1,
	/** data holds a value. */
	AXVCPU_KNOWN_STORE_DATA = 1u << 2,
	/** step holds a value. */
	AXVCPU_KNOWN_STORE_STEP = 1u << 3,
	/** access holds a value. */
	AXVCPU_KNOWN_STORE_ACCESS = 1u << 4,
	/** locked holds a value. */
	AXVCPU_KNOWN_STORE_LOCKED = 1u << 5,
	/** All of them. */
	AXVCPU_KNOWN_STORE_ALL = 0x3f,
};

/** The guest writes. */
struct axvcpu_exit_store { /* spec/exits.yaml:34 */
	/** Where. */
	uint64_t addr; /* spec/exits.yaml:39 */
	/** What. */
	uint64_t data; /* spec/exits.yaml:41 */
	/** How far the base moves. */
	uint64_t step; /* spec/exits.yaml:42 */
	/** Always a write. */
	enum axvcpu_access access; /* spec/exits.yaml:43 */
	/** Bytes. */
	uint8_t width; /* spec/exits.yaml:40 */
	/** It is atomic. */
	bool locked; /* spec/exits.yaml:44 */
};

/** Bits of the member known of an exit unknown: the fields that hold a value. */
enum axvcpu_known_unknown {
	/** cause holds a value. */
	AXVCPU_KNOWN_UNKNOWN_CAUSE = 1u << 0,
	/** All of them. */
	AXVCPU_KNOWN_UNKNOWN_ALL = 0x1,
};

/** Nobody knows. */
struct axvcpu_exit_unknown { /* spec/exits.yaml:45 */
	/** The raw cause. */
	uint32_t cause; /* spec/exits.yaml:50 */
};

/** Bits of the member known of an exit load: the fields that hold a value. */
enum axvcpu_known_load {
	/** addr holds a value. */
	AXVCPU_KNOWN_LOAD_ADDR = 1u << 0,
	/** width holds a value. */
	AXVCPU_KNOWN_LOAD_WIDTH = 1u << 1,
	/** reg holds a value. */
	AXVCPU_KNOWN_LOAD_REG = 1u << 2,
	/** All of them. */
	AXVCPU_KNOWN_LOAD_ALL = 0x7,
};

/** The guest reads. */
struct axvcpu_exit_load { /* spec/exits.yaml:51 */
	/** Where. */
	uint64_t addr; /* spec/exits.yaml:56 */
	/** Into which register. */
	uint16_t reg; /* spec/exits.yaml:58 */
	/** Bytes. */
	uint8_t width; /* spec/exits.yaml:57 */
};

/** A further part of an access: as many bytes as the first, right behind the part before. */
struct axvcpu_part {
	/**
	 * The bytes to write; where the payload of a write gives a register, reg counts instead.
	 */
	uint64_t data;
	/** The register that a read fills, or that holds what is written. */
	uint16_t reg;
};

/** A register that the instruction writes beside its access, such as its base. */
struct axvcpu_write {
	/** All of its new value. */
	uint64_t value;
	/** The register, by the arch's number. */
	uint16_t reg;
};

/** In place of a register's number: none, what is read is dropped. */
#define AXVCPU_NO_REGISTER 0xffff
/** Most parts that follow the first. */
#define AXVCPU_PARTS_MAX 3
/** Most registers written beside an access. */
#define AXVCPU_WRITES_MAX 3

/** An exit: the reason with its payload, and what the back end knows beside it. */
struct axvcpu_exit {
	/** Why run came back. */
	enum axvcpu_exit_reason reason;
	/** Which fields of the payload hold a value, AXVCPU_KNOWN_*. */
	uint32_t known;
	/** The firmware call that the library answers inside if it can; 0: none. */
	uint16_t answer;
	/** Row of the back end's cause table, from 1; 0: none. */
	uint16_t cause;
	/** What becomes of that instruction, an enum axvcpu_retire. */
	uint8_t retire;
	/** How many parts of the access follow the one of the payload. */
	uint8_t part_count;
	/** How many registers are written when the access retires. */
	uint8_t write_count;
	/** The back end that reported it, an enum axvcpu_backend. */
	uint8_t backend;
	/** Address of the instruction that trapped, or where the guest goes on. */
	uint64_t pc;
	/** Bytes of the instruction that trapped; 0: unknown. */
	uint8_t insn_length;
	/** The payload of the reason. */
	union {
		/** Of AXVCPU_EXIT_NOTHING. */
		struct axvcpu_exit_nothing nothing;
		/** Of AXVCPU_EXIT_HYPERCALL. */
		struct axvcpu_exit_hypercall hypercall;
		/** Of AXVCPU_EXIT_STORE. */
		struct axvcpu_exit_store store;
		/** Of AXVCPU_EXIT_UNKNOWN. */
		struct axvcpu_exit_unknown unknown;
		/** Of AXVCPU_EXIT_LOAD. */
		struct axvcpu_exit_load load;
	};
	/** The further parts; those from part_count on hold nothing. */
	struct axvcpu_part parts[AXVCPU_PARTS_MAX];
	/** The registers to write; those from write_count on hold nothing. */
	struct axvcpu_write writes[AXVCPU_WRITES_MAX];
	/** What the hardware said, raw. */
	union axvcpu_syndrome syndrome;
};

#endif
