/* SPDX-License-Identifier: MIT */
/** @file error.h What a refused call met. */
#ifndef AXVCPU_ERROR_H
#define AXVCPU_ERROR_H

#include <stddef.h>

#include <axvcpu/export.h>
#include <axvcpu/lifecycle.h>
#include <axvcpu/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What the last refused call on this physical CPU met. */
struct axvcpu_error {
	/** What the call returned. */
	enum axvcpu_status status;
	/** Its name, without the prefix: "bind". Static. */
	const char *call;
	/** The state that the call met, where has_state is set. */
	enum axvcpu_state met;
	/** Whether the call looked at the state. */
	unsigned char has_state;
	/** What was wrong, in words; static, or null. */
	const char *detail;
};

/**
 * The last refusal on the calling physical CPU; all zero if there was none.
 * Calls that succeed leave it alone. @p error must not be null.
 */
AXVCPU_API void axvcpu_last_error(struct axvcpu_error *error);

/**
 * The last refusal as one line without a line feed, for example
 * "bind: bad_state: the vCPU is created, bind needs free".
 *
 * @return its length, as snprintf: what did not fit in @p size bytes is cut off.
 */
AXVCPU_API size_t axvcpu_error_message(char *buffer, size_t size);

#ifdef __cplusplus
}
#endif
#endif
