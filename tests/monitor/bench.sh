#!/bin/sh
# SPDX-License-Identifier: MIT
# Exits of a guest on hext take no more instructions of the host than is granted them: the
# emulator counts, so that the numbers are exact.
# shellcheck disable=SC2154 # the Makefile sets builddir and what else stands here in small letters
QEMU=${QEMU_RISCV64:-qemu-system-riscv64}
command -v "$QEMU" >/dev/null || {
  echo "1..0 # SKIP there is no $QEMU"
  exit 0
}
# Another compiler, or other options, have other counts.
case " $CFLAGS " in
*" -flto"* | *" -fstack-"* | *" -fsanitize"*) plain=no ;;
*" -O2 "*) plain=yes ;;
*) plain=no ;;
esac
if $CC --version | grep -q clang; then plain=no; fi

echo 1..4
rows=$(timeout -k 5 100 "$QEMU" -M virt -m 256M -display none -monitor none -serial stdio \
  -bios none -device "loader,file=$builddir/tests/monitor/riscv64/firmware" \
  -kernel "$builddir/tests/monitor/bench" -icount shift=0 </dev/null | tr -d '\r')
number=0

at_most() { # NAME LIMIT
  number=$((number + 1))
  got=$(echo "$rows" | awk -v name="hext.$1" '$1 == name { print $2 }')
  if test -n "$got" && test "$got" -gt 0 && { test $plain = no || test "$got" -le "$2"; }; then
    echo "ok $number - hext.$1 is $got, $2 is allowed where gcc -O2 compiles"
  else
    echo "not ok $number - hext.$1 is ${got:-?}, $2 is allowed"
  fi
}

at_most hypercall 350
at_most mmio_read 480
at_most firmware 140
at_most load 450
