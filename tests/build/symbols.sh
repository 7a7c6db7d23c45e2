#!/bin/sh
# SPDX-License-Identifier: MIT
# The shared library exports what tests/symbols.list says, each under its version.
library=$top_builddir/.libs/libaxvcpu.so
if test ! -f "$library"; then
  echo "1..0 # SKIP this build has no shared library"
  exit 0
fi
echo 1..1
# NM may be a command with options. The version node itself is an absolute symbol (A).
$NM -D --defined-only "$library" | awk '$2 != "A" { print $3 }' | LC_ALL=C sort |
  diff "$top_srcdir/tests/symbols.list" - >&2 && wrong= || wrong=not
echo "${wrong:+not }ok 1 - nm -D gives the committed list"
