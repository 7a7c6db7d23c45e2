/* SPDX-License-Identifier: MIT */
/*
 * What there is to say of the syndromes of wire. Generated from spec/backend/wire.yaml,
 * spec/firmware/bios.yaml, spec/firmware/boot.yaml; change it there.
 */

#include <stddef.h>

#include <axvcpu/wire.h>
#include <axvcpu/names.h>
#include <generated/decoders.h>

#define LOG(...) .log = (const char *const[]){ __VA_ARGS__, NULL }

static const struct axvcpu_word words[] = {
	{ /* spec/backend/wire.yaml:12 */
		.name = "trap",
		.doc = "Why it trapped.",
		.section = "2.1",
		.width = 64, .main = true, .fetched = false,
		.offset = offsetof(struct axvcpu_wire_syndrome, trap),
		LOG("TRAP_WORD", "hardware trap %* %x"),
	},
	{ /* spec/backend/wire.yaml:13 */
		.name = "place",
		.doc = "Page of the access.",
		.section = "2.2",
		.width = 64, .main = false, .fetched = false,
		.offset = offsetof(struct axvcpu_wire_syndrome, place),
	},
	{ /* spec/backend/wire.yaml:14 */
		.name = "insn",
		.doc = "The instruction.",
		.section = "2.3",
		.width = 32, .main = false, .fetched = true,
		.have = AXVCPU_WIRE_HAVE_INSN, .need = AXVCPU_DECODED_NEED_INSN,
		.offset = offsetof(struct axvcpu_wire_syndrome, insn),
	},
	{ /* spec/backend/wire.yaml:15 */
		.name = "where",
		.doc = "Address of the access.",
		.section = "2.4",
		.width = 64, .main = false, .fetched = true,
		.have = AXVCPU_WIRE_HAVE_WHERE, .need = AXVCPU_DECODED_NEED_WHERE,
		.offset = offsetof(struct axvcpu_wire_syndrome, where),
	},
};

static const struct axvcpu_meaning meanings_of_code[] = {
	{ /* spec/backend/wire.yaml:40 */
		.value = 0, .name = "waits",
		.doc = "It waits.",
	},
	{ /* spec/backend/wire.yaml:41 */
		.value = 1, .name = "calls",
		.doc = "It calls the firmware.",
		LOG("Firmware_call"),
	},
	{ /* spec/backend/wire.yaml:42 */
		.value = 2, .name = NULL,
		.doc = "It met a hole.",
		LOG("hole0"),
	},
	{ /* spec/backend/wire.yaml:42 */
		.value = 3, .name = NULL,
		.doc = "It met a hole.",
		LOG("hole1"),
	},
	{ /* spec/backend/wire.yaml:43 */
		.value = 5, .name = "asked",
		.doc = "It asks by a register.",
	},
};

static const struct axvcpu_meaning meanings_of_form[] = {
	{ /* spec/backend/wire.yaml:59 */
		.value = 0, .name = "hidden",
		.doc = NULL,
		LOG("asks"),
	},
	{ /* spec/backend/wire.yaml:61 */
		.value = 1, .name = "short",
		.doc = "It says what, shortened.",
	},
};

static const struct axvcpu_meaning meanings_of_opcode[] = {
	{ /* spec/backend/wire.yaml:73 */
		.value = 0, .name = "near_store",
		.doc = NULL,
		LOG("far_store"),
	},
	{ /* spec/backend/wire.yaml:75 */
		.value = 1, .name = "swap",
		.doc = "Swap.",
	},
	{ /* spec/backend/wire.yaml:76 */
		.value = 2, .name = "push",
		.doc = "Push.",
	},
	{ /* spec/backend/wire.yaml:80 */
		.value = 3, .name = "pop",
		.doc = "Pop.",
	},
	{ /* spec/backend/wire.yaml:78 */
		.value = 20, .name = "moved",
		.doc = "Store, and move the base.",
	},
	{ /* spec/backend/wire.yaml:79 */
		.value = 21, .name = "pair",
		.doc = "Two stores, or what else they are.",
	},
};

static const struct axvcpu_meaning meanings_of_far[] = {
	{ /* spec/backend/wire.yaml:25 */
		.value = 0, .name = NULL,
		.doc = "A short step.",
	},
	{ /* spec/backend/wire.yaml:25 */
		.value = 1, .name = NULL,
		.doc = "A long step.",
	},
};

#define MEANINGS(list) .meanings = list, .meaning_count = sizeof(list) / sizeof(list[0])

static const struct axvcpu_bits bits[] = {
	[0] = { /* spec/backend/wire.yaml:18 */
		.name = "code",
		.doc = "Kind of trap.",
		.section = "2.1", .limited = false,
		.word = 0, .ranges = 1, .range = { { 7, 0 } },
		MEANINGS(meanings_of_code),
	},
	[1] = { /* spec/backend/wire.yaml:19 */
		.name = "form",
		.doc = "Form of the instruction.",
		.section = "2.1", .limited = false,
		.word = 0, .ranges = 1, .range = { { 9, 8 } },
		MEANINGS(meanings_of_form),
		LOG("kind"),
	},
	[2] = { /* spec/backend/wire.yaml:20 */
		.name = "major",
		.doc = "Major opcode.",
		.section = "2.3", .limited = false,
		.word = 2, .ranges = 1, .range = { { 31, 29 } },
	},
	[3] = { /* spec/backend/wire.yaml:21 */
		.name = "minor",
		.doc = "Minor opcode.",
		.section = "2.3", .limited = false,
		.word = 2, .ranges = 1, .range = { { 1, 0 } },
	},
	[4] = { /* spec/backend/wire.yaml:22 */
		.name = "opcode",
		.doc = "Major and minor opcode.",
		.section = "2.3", .limited = false,
		.word = 2, .ranges = 2, .range = { { 31, 29 }, { 1, 0 } },
		MEANINGS(meanings_of_opcode),
	},
	[5] = { /* spec/backend/wire.yaml:23 */
		.name = "ra",
		.doc = "Register of the data.",
		.section = "2.3", .limited = false,
		.word = 2, .ranges = 1, .range = { { 3, 2 } },
	},
	[6] = { /* spec/backend/wire.yaml:24 */
		.name = "size",
		.doc = "Logarithm of the bytes.",
		.section = "2.3", .limited = false,
		.word = 2, .ranges = 1, .range = { { 5, 4 } },
	},
	[7] = { /* spec/backend/wire.yaml:25 */
		.name = "far",
		.doc = "Length of the step.",
		.section = "2.3", .limited = false,
		.word = 2, .ranges = 1, .range = { { 6, 6 } },
		MEANINGS(meanings_of_far),
	},
	[8] = { /* spec/backend/wire.yaml:26 */
		.name = "offset",
		.doc = "Step, signed.",
		.section = "2.7.1", .limited = true,
		.word = 2, .ranges = 1, .range = { { 15, 8 } },
	},
};

#define FIELDS(...) .fields = (const uint16_t[]){ __VA_ARGS__ }
#define LIMITED(...) .limited = (const uint16_t[]){ __VA_ARGS__ }

static const struct axvcpu_cause causes[] = {
	{ /* spec/backend/wire.yaml:38 */
		.name = "strange",
		.doc = "Anything else.",
		.section = "2.5",
		.reason = AXVCPU_EXIT_UNKNOWN, .ends = true, .line = 38,
		FIELDS(0), .field_count = 1,
	},
	{ /* spec/backend/wire.yaml:40 */
		.name = "waits",
		.doc = "It waits.",
		.section = "2.5",
		.reason = AXVCPU_EXIT_HALT, .ends = true, .line = 40,
		FIELDS(0), .field_count = 1,
	},
	{ /* spec/backend/wire.yaml:41 */
		.name = "calls",
		.doc = "It calls the firmware.",
		.section = "2.5",
		.reason = -1, .ends = false, .line = 41,
		FIELDS(0), .field_count = 1,
	},
	{ /* spec/backend/wire.yaml:42 */
		.name = "fault",
		.doc = "It met a hole.",
		.section = "2.5",
		.reason = -1, .ends = false, .line = 42,
		FIELDS(0), .field_count = 1,
	},
	{ /* spec/backend/wire.yaml:43 */
		.name = "asked",
		.doc = "It asks by a register.",
		.section = "2.5",
		.reason = -1, .ends = false, .line = 43,
		FIELDS(0), .field_count = 1,
	},
	{ /* spec/backend/wire.yaml:49 */
		.name = "asked_other",
		.doc = "Nothing that is known.",
		.section = "2.8",
		.reason = AXVCPU_EXIT_UNKNOWN, .ends = true, .line = 49,
		FIELDS(0), .field_count = 1,
	},
	{ /* spec/backend/wire.yaml:51 */
		.name = "asked_wait",
		.doc = "To wait.",
		.section = "2.8",
		.reason = AXVCPU_EXIT_HALT, .ends = true, .line = 51,
		FIELDS(0), .field_count = 1,
	},
	{ /* spec/backend/wire.yaml:52 */
		.name = "asked_load",
		.doc = "To load three parts.",
		.section = "2.8",
		.reason = AXVCPU_EXIT_LOAD, .ends = true, .line = 52,
		FIELDS(0, 1), .field_count = 2,
	},
	{ /* spec/backend/wire.yaml:59 */
		.name = "hidden",
		.doc = "It says nothing.",
		.section = "2.6",
		.reason = AXVCPU_EXIT_UNKNOWN, .ends = true, .line = 59,
		FIELDS(0, 1), .field_count = 2,
	},
	{ /* spec/backend/wire.yaml:60 */
		.name = "asks",
		.doc = "It says where.",
		.section = "2.6",
		.reason = -1, .ends = false, .line = 60,
		FIELDS(0, 1), .field_count = 2,
		LIMITED(8), .limited_count = 1,
	},
	{ /* spec/backend/wire.yaml:61 */
		.name = "short",
		.doc = "It says what, shortened.",
		.section = "2.6",
		.reason = -1, .ends = false, .line = 61,
		FIELDS(0, 1), .field_count = 2,
	},
	{ /* spec/backend/wire.yaml:62 */
		.name = "odd",
		.doc = "Nobody knows.",
		.section = "2.6",
		.reason = AXVCPU_EXIT_UNKNOWN, .ends = true, .line = 62,
		FIELDS(0, 1), .field_count = 2,
		LIMITED(8), .limited_count = 1,
	},
	{ /* spec/backend/wire.yaml:71 */
		.name = "other",
		.doc = "No access.",
		.section = "2.7",
		.reason = AXVCPU_EXIT_UNKNOWN, .ends = true, .line = 71,
		FIELDS(0, 1, 4), .field_count = 3,
		LIMITED(8), .limited_count = 1,
	},
	{ /* spec/backend/wire.yaml:73 */
		.name = "near_store",
		.doc = "Store.",
		.section = "2.7",
		.reason = AXVCPU_EXIT_STORE, .ends = true, .line = 73,
		FIELDS(0, 1, 4, 5, 6, 7), .field_count = 6,
		LIMITED(8), .limited_count = 1,
	},
	{ /* spec/backend/wire.yaml:74 */
		.name = "far_store",
		.doc = "Store, and step.",
		.section = "2.7",
		.reason = AXVCPU_EXIT_STORE, .ends = true, .line = 74,
		FIELDS(0, 1, 4, 5, 6, 7, 8), .field_count = 7,
		LIMITED(8), .limited_count = 1,
	},
	{ /* spec/backend/wire.yaml:75 */
		.name = "swap",
		.doc = "Swap.",
		.section = "2.7",
		.reason = AXVCPU_EXIT_STORE, .ends = true, .line = 75,
		FIELDS(0, 1, 4, 5, 6, 8), .field_count = 6,
		LIMITED(8), .limited_count = 1,
	},
	{ /* spec/backend/wire.yaml:76 */
		.name = "push",
		.doc = "Push.",
		.section = "2.7",
		.reason = AXVCPU_EXIT_STORE, .ends = true, .line = 76,
		FIELDS(0, 1, 4, 5, 6), .field_count = 5,
		LIMITED(8), .limited_count = 1,
	},
	{ /* spec/backend/wire.yaml:77 */
		.name = "moved_astray",
		.doc = "A moving store that is elsewhere.",
		.section = "2.7",
		.reason = AXVCPU_EXIT_UNKNOWN, .ends = true, .line = 77,
		FIELDS(0, 1, 4, 5, 8), .field_count = 5,
		LIMITED(8), .limited_count = 1,
	},
	{ /* spec/backend/wire.yaml:78 */
		.name = "moved",
		.doc = "Store, and move the base.",
		.section = "2.7",
		.reason = AXVCPU_EXIT_STORE, .ends = true, .line = 78,
		FIELDS(0, 1, 4, 5, 6, 7, 8), .field_count = 7,
		LIMITED(8), .limited_count = 1,
	},
	{ /* spec/backend/wire.yaml:79 */
		.name = "pair",
		.doc = "Two stores, or what else they are.",
		.section = "2.7",
		.reason = AXVCPU_EXIT_STORE, .ends = true, .line = 79,
		FIELDS(0, 1, 2, 4, 5, 6), .field_count = 6,
		LIMITED(8), .limited_count = 1,
	},
	{ /* spec/backend/wire.yaml:80 */
		.name = "pop",
		.doc = "Pop.",
		.section = "2.7",
		.reason = AXVCPU_EXIT_LOAD, .ends = true, .line = 80,
		FIELDS(0, 1, 4, 5), .field_count = 4,
		LIMITED(8), .limited_count = 1,
	},
	{ /* spec/backend/wire.yaml:81 */
		.name = "wide",
		.doc = "Wide store.",
		.section = "2.7",
		.reason = AXVCPU_EXIT_STORE, .ends = true, .line = 81,
		FIELDS(0, 1, 4, 5, 6), .field_count = 5,
		LIMITED(8), .limited_count = 1,
	},
	{ /* spec/backend/wire.yaml:82 */
		.name = "thin",
		.doc = "Thin store.",
		.section = "2.7",
		.reason = AXVCPU_EXIT_STORE, .ends = true, .line = 82,
		FIELDS(0, 1, 4, 5, 6), .field_count = 5,
		LIMITED(8), .limited_count = 1,
	},
	{ /* spec/firmware/bios.yaml:29 */
		.name = "no_group",
		.doc = "Another group.",
		.section = "1",
		.reason = AXVCPU_EXIT_NOTHING, .ends = true, .line = 29,
		FIELDS(0), .field_count = 1,
	},
	{ /* spec/firmware/bios.yaml:31 */
		.name = "sleep",
		.doc = "Sleep.",
		.section = "1",
		.reason = AXVCPU_EXIT_HALT, .ends = true, .line = 31,
		FIELDS(0), .field_count = 1,
	},
	{ /* spec/firmware/bios.yaml:32 */
		.name = "tell",
		.doc = "Tell another CPU, if it is known.",
		.section = "1",
		.reason = AXVCPU_EXIT_HYPERCALL, .ends = true, .line = 32,
		FIELDS(0), .field_count = 1,
	},
	{ /* spec/firmware/bios.yaml:33 */
		.name = "boot_step",
		.doc = "Go on booting.",
		.section = "1",
		.reason = -1, .ends = false, .line = 33,
		FIELDS(0), .field_count = 1,
	},
	{ /* spec/firmware/bios.yaml:34 */
		.name = "own",
		.doc = "The hypervisor's own.",
		.section = "1",
		.reason = AXVCPU_EXIT_HYPERCALL, .ends = true, .line = 34,
		FIELDS(0), .field_count = 1,
	},
	{ /* spec/firmware/boot.yaml:24 */
		.name = "no_step",
		.doc = "No such step.",
		.section = "4",
		.reason = AXVCPU_EXIT_NOTHING, .ends = true, .line = 24,
		FIELDS(0), .field_count = 1,
	},
	{ /* spec/firmware/boot.yaml:26 */
		.name = "begin",
		.doc = "The first.",
		.section = "4",
		.reason = AXVCPU_EXIT_HALT, .ends = true, .line = 26,
		FIELDS(0), .field_count = 1,
	},
	{ /* spec/firmware/boot.yaml:27 */
		.name = "begin_again",
		.doc = "The first, again.",
		.section = "4",
		.reason = AXVCPU_EXIT_HALT, .ends = true, .line = 27,
		FIELDS(0), .field_count = 1,
	},
	{ /* spec/firmware/boot.yaml:28 */
		.name = "skip",
		.doc = "One that is left out.",
		.section = "4",
		.reason = AXVCPU_EXIT_NOTHING, .ends = true, .line = 28,
		FIELDS(0), .field_count = 1,
	},
};

static enum axvcpu_decoded decode(const union axvcpu_syndrome *syndrome, const void *registers,
	struct axvcpu_exit *exit)
{
	return axvcpu_wire_decode(&syndrome->wire, registers, exit);
}

const struct axvcpu_decoder axvcpu_wire_decoder = {
	.backend = "wire",
	.manual = "The Toy Manual",
	.section = "2",
	.words = words,
	.word_count = sizeof(words) / sizeof(words[0]),
	.bits = bits,
	.bits_count = sizeof(bits) / sizeof(bits[0]),
	.causes = causes,
	.cause_count = sizeof(causes) / sizeof(causes[0]),
	.decode = decode,
	.have_offset = offsetof(struct axvcpu_wire_syndrome, have),
};
