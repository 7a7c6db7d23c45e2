/* SPDX-License-Identifier: MIT */
/*
 * Constants of the hardware of toy; for assembly, too. Generated from spec/arch/toy.yaml,
 * spec/backend/wire.yaml; change it there.
 */

#ifndef AXVCPU_GENERATED_TOY_CONSTANTS_H
#define AXVCPU_GENERATED_TOY_CONSTANTS_H

#ifdef __ASSEMBLER__
#define AXVCPU_TOY_U64(number) number
#define AXVCPU_TOY_EXCEPTION_JAM 1
#define AXVCPU_TOY_EXCEPTION_FIRE 40
#define AXVCPU_TOY_EXCEPTION_CALL 3
#else
#include <stdint.h>

#include <axvcpu/toy.h>

#define AXVCPU_TOY_U64(number) UINT64_C(number)
#endif

/* Numbers of registers, as instructions name them. */
/* How fast it turns. spec/arch/toy.yaml:59 */
#define AXVCPU_TOY_GEAR_NUMBER 0x11
/* What it shows. spec/arch/toy.yaml:60 */
#define AXVCPU_TOY_DIAL_NUMBER 0x12
/* Why it trapped. spec/arch/toy.yaml:61 */
#define AXVCPU_TOY_TRAP_NUMBER 0x20

/* Fields of registers: the mask, where the field begins, its values where they stand. */
/* How fast. spec/arch/toy.yaml:63 */
#define AXVCPU_TOY_GEAR_SPEED AXVCPU_TOY_U64(0x30)
#define AXVCPU_TOY_GEAR_SPEED_SHIFT 4
#define AXVCPU_TOY_GEAR_SPEED_SLOW AXVCPU_TOY_U64(0x10)
#define AXVCPU_TOY_GEAR_SPEED_FAST AXVCPU_TOY_U64(0x30)
/* All of them. spec/arch/toy.yaml:64 */
#define AXVCPU_TOY_GEAR_TEETH AXVCPU_TOY_U64(0x8000000000000301)
/* It shines. spec/arch/toy.yaml:65 */
#define AXVCPU_TOY_DIAL_LIGHT AXVCPU_TOY_U64(0x80)
#define AXVCPU_TOY_DIAL_LIGHT_SHIFT 7
/* Kind of trap. spec/backend/wire.yaml:18 */
#define AXVCPU_TOY_TRAP_CODE AXVCPU_TOY_U64(0xff)
#define AXVCPU_TOY_TRAP_CODE_SHIFT 0
/* Form of the instruction. spec/backend/wire.yaml:19 */
#define AXVCPU_TOY_TRAP_FORM AXVCPU_TOY_U64(0x300)
#define AXVCPU_TOY_TRAP_FORM_SHIFT 8

/* An entry. spec/arch/toy.yaml:34 */
#define AXVCPU_TOY_ENTRY_VALID AXVCPU_TOY_U64(0x1)
#define AXVCPU_TOY_ENTRY_READ AXVCPU_TOY_U64(0x2)
#define AXVCPU_TOY_ENTRY_WRITE AXVCPU_TOY_U64(0x4)
#define AXVCPU_TOY_ENTRY_EXECUTE AXVCPU_TOY_U64(0x8)
#define AXVCPU_TOY_ENTRY_ACCESSED AXVCPU_TOY_U64(0x20)
#define AXVCPU_TOY_ENTRY_FRAME AXVCPU_TOY_U64(0x1fffffff000)
#define AXVCPU_TOY_ENTRY_FRAME_SHIFT 12
#define AXVCPU_TOY_PAGE_SHIFT 12
#define AXVCPU_TOY_INDEX_BITS 9

/*
 * Exceptions by number: those that the guest has without an exit, those that callers may inject.
 */
#define AXVCPU_TOY_EXCEPTIONS_DELEGATED AXVCPU_TOY_U64(0x2)
#define AXVCPU_TOY_EXCEPTIONS_INJECTED AXVCPU_TOY_U64(0x10000000002)

#endif
