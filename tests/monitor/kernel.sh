#!/bin/sh
# SPDX-License-Identifier: MIT
# The distribution's kernel, as it is, boots on two harts to an init that says so, and powers off.
# A sample makes do with a kernel that is there already, and with one boot.
# shellcheck disable=SC2154 # the Makefile sets builddir, top_srcdir and the compiler
here=$top_srcdir/tests/kernel
cli=$top_srcdir/src/cli
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

skip() {
  echo "1..0 # SKIP $*"
  exit 0
}

# Fills memory as the command does, for which this build has no operating system.
compile() {
  "$CC_FOR_BUILD" -std=c11 -I"$builddir" -I"$builddir/src/include" -I"$top_srcdir/src/include" \
    -I"$builddir/src" -I"$top_srcdir/src" -o "$work/memory" "$here/memory.c" \
    "$cli/device_tree.c" "$cli/kernel_image.c" "$cli/loader_file.c" "$cli/loader_kernel.c" \
    "$cli/message.c" "$cli/suggest.c" -lfdt
}

has_libfdt() {
  test "$CC_FOR_BUILD" != : && echo '#include <libfdt.h>' | "$CC_FOR_BUILD" -E - >/dev/null 2>&1
}

has_libfdt || skip "there is no compiler with libfdt for this machine"
test "$PYTHON" != : || skip "there is no python3"
test -n "$RISCV64_AS" || skip "there is no assembler for riscv64"
kernel=$("$here/fetch" ${AXVCPU_SAMPLE:+--cached} riscv64 2>"$work/why") || {
  status=$?
  cat "$work/why" >&2
  test "$status" != 77 || skip "$(tail -n 1 "$work/why")"
  exit "$status"
}
compile && "$PYTHON" "$here/make-initrd" "$work/initrd" -march=rv64gc --defsym FLOAT=1 &&
  "$work/memory" 2 "$kernel" "$work/initrd" 'console=ttyS0 panic=-1' "$work/ram" || exit 1
BOOTS=${AXVCPU_SAMPLE:+none} SECONDS_OF_BOOT=300 \
  "$top_srcdir/tests/monitor/run" tests/monitor/kernel "$work/ram" -m 512M
