/* SPDX-License-Identifier: MIT */
/* The name that a misspelt word may have meant. */
#ifndef CLI_SUGGEST_H
#define CLI_SUGGEST_H

/* The nearest of a null-ended list; null if none is near. */
const char *suggest(const char *word, const char *const *names);

#endif
