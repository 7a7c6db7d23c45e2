/* SPDX-License-Identifier: MIT */
/* What a hart has done. */
#include <config.h>

#include "record.h"

void record_exit(struct record *record, const struct axvcpu_exit *exit)
{
	record->last[record->total++ % RECORD_LAST] = *exit;
	record->exits[exit->reason].count++;
}
