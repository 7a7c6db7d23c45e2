#!/bin/sh
# SPDX-License-Identifier: MIT
# The core, the interpreter and the generated sources compile without libc for each
# processor, and ask of the hypervisor around them the HAL and four functions.
if ! command -v clang >/dev/null; then
  echo "1..0 # SKIP there is no clang, which compiles for every processor"
  exit 0
fi
echo 1..6
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
number=0

result() { # STATUS TEXT
  number=$((number + 1))
  test "$1" = 0 && echo "ok $number - $2" || echo "not ok $number - $2"
}

source_of() { test -f "$top_builddir/$1" && echo "$top_builddir/$1" || echo "$top_srcdir/$1"; }

compile() { # FLAG...
  status=0
  for file in $FREESTANDING_SOURCES; do
    case $file in *.h) continue ;; esac
    clang -std=c11 -O2 -Wall -Wextra -Werror -ffreestanding -nostdlib -DAXVCPU_FREESTANDING "$@" \
      -I"$top_builddir" -I"$top_builddir/src/include" -I"$top_srcdir/src/include" \
      -I"$top_builddir/src" -I"$top_srcdir/src" -I"$top_srcdir" \
      -c "$(source_of "$file")" -o "$work/$(echo "$file" | tr / _).o" >&2 || status=1
  done
  return $status
}

# What is left undefined when all objects come together.
undefined() {
  nm "$work"/*.o | awk 'NF == 2 && $1 == "U" { wanted[$2] } NF == 3 { has[$3] }
    END { for (name in wanted) if (!(name in has)) print name }' |
    LC_ALL=C sort | grep -vE '^(axvcpu_host_.*|memcpy|memset|memmove|memcmp)$'
}

for target in x86_64 aarch64 riscv64; do
  case $target in
  x86_64) flags="-mgeneral-regs-only -mno-red-zone" ;;
  aarch64) flags="-mgeneral-regs-only -mno-outline-atomics" ;;
  riscv64) flags="-march=rv64imac -mabi=lp64 -mcmodel=medany -mno-relax" ;;
  esac
  rm -f "$work"/*.o
  # shellcheck disable=SC2086 # several flags
  compile --target=$target-none-elf $flags
  result $? "$target: compiles with $flags"
  undefined >&2
  test "$(undefined)" = ""
  result $? "$target: needs the HAL, memcpy, memset, memmove and memcmp alone"
done
