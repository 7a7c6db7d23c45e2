/* SPDX-License-Identifier: MIT */
/* Numbers as users write them. */
#include <config.h>

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "parse.h"

/* strtoull skips blanks and takes signs; a number of ours begins with a digit. */
static bool parse_prefix(const char *text, uint64_t *value, char **end)
{
	bool is_hex = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');

	if (is_hex ? !isxdigit((unsigned char)text[2]) : !isdigit((unsigned char)text[0]))
		return false;
	if (!is_hex && text[0] == '0' && isdigit((unsigned char)text[1]))
		return false;
	errno = 0;
	*value = strtoull(text, end, is_hex ? 16 : 10);
	return errno == 0;
}

bool parse_number(const char *text, uint64_t *value)
{
	char *end;

	return parse_prefix(text, value, &end) && *end == '\0';
}

/* How far to shift for a suffix; 64: no such suffix. */
static unsigned suffix_shift(const char *suffix)
{
	static const char letters[] = "KMG";
	const char *letter = *suffix ? strchr(letters, toupper((unsigned char)*suffix)) : NULL;

	if (*suffix == '\0')
		return 0;
	return letter && suffix[1] == '\0' ? 10 * (unsigned)(letter - letters + 1) : 64;
}

bool parse_size(const char *text, uint64_t *bytes)
{
	char *end;

	if (!parse_prefix(text, bytes, &end))
		return false;
	unsigned shift = suffix_shift(end);

	if (shift == 64 || *bytes > UINT64_MAX >> shift)
		return false;
	*bytes <<= shift;
	return true;
}

bool parse_seconds(const char *text, uint64_t *nanoseconds)
{
	char *end;
	double seconds = strtod(text, &end);

	if (end == text || *end || !isfinite(seconds) || seconds <= 0 || seconds > 1e9)
		return false;
	*nanoseconds = (uint64_t)(seconds * 1e9);
	return true;
}
