#!/bin/sh
# SPDX-License-Identifier: MIT
# The decoders under MemorySanitizer: nothing that they say comes from memory that
# nobody wrote. It wants all that is linked compiled with it, hence not the library; and
# without optimisation, which takes any value for one that is missing.
if ! command -v clang >/dev/null; then
  echo "1..0 # SKIP there is no clang, which has MemorySanitizer"
  exit 0
fi
echo 1..2
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

source_of() { test -f "$top_builddir/$1" && echo "$top_builddir/$1" || echo "$top_srcdir/$1"; }

compile() {
  sources=
  for file in $FREESTANDING_SOURCES src/host/hosted.c tests/tap.c tests/unit/samples.c \
    tests/unit/decode_total.c tests/fuzz/check_decoder.c tests/fuzz/check_exit.c
  do
    case $file in *.h) continue ;; esac
    sources="$sources $(source_of "$file")"
  done
  # shellcheck disable=SC2086 # several files
  clang -std=c11 -gline-tables-only -O0 -pthread -fsanitize=memory,undefined \
    -fno-sanitize-recover=all -I"$top_builddir" -I"$top_builddir/src/include" \
    -I"$top_srcdir/src/include" -I"$top_builddir/src" -I"$top_srcdir/src" -I"$top_srcdir" \
    $sources -o "$work/decode_total" >&2
}

if ! compile; then
  echo "not ok 1 - all that the decoders need compiles with MemorySanitizer"
  echo "Bail out! there is nothing to run"
  exit 1
fi
echo "ok 1 - all that the decoders need compiles with MemorySanitizer"
"$work/decode_total" >"$work/results" 2>"$work/complaints"
status=$?
head -n 30 "$work/complaints" | sed 's/^/# /'
test $status = 0 || printf 'not '
echo "ok 2 - whatever reaches them, the decoders read and say only what was written"
