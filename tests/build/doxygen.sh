#!/bin/sh
# SPDX-License-Identifier: MIT
# The public headers document every declaration: doxygen has nothing to warn of.
if ! command -v doxygen >/dev/null; then
  echo "1..0 # SKIP there is no doxygen"
  exit 0
fi
echo 1..1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
mkdir "$work/axvcpu"
cp "$top_srcdir"/src/include/axvcpu/*.h "$work/axvcpu"
# Generated in the build directory, or shipped beside the others.
cp "$top_builddir"/src/include/axvcpu/*.h "$work/axvcpu" 2>/dev/null
cd "$work" || exit 1
doxygen - >&2 <<'END' && wrong= || wrong=not
PROJECT_NAME = axvcpu
INPUT = axvcpu
STRIP_FROM_PATH = .
OPTIMIZE_OUTPUT_FOR_C = YES
JAVADOC_AUTOBRIEF = YES
MACRO_EXPANSION = YES
EXPAND_ONLY_PREDEF = YES
PREDEFINED = AXVCPU_API= AXVCPU_NODISCARD=
QUIET = YES
WARN_IF_UNDOCUMENTED = YES
WARN_NO_PARAMDOC = NO
WARN_AS_ERROR = FAIL_ON_WARNINGS
GENERATE_HTML = NO
GENERATE_LATEX = NO
GENERATE_XML = YES
END
echo "${wrong:+not }ok 1 - doxygen gives no warning"
