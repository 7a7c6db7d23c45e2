#!/bin/sh
# SPDX-License-Identifier: MIT
# monitor.sh BUILD: instructions that guests' exits take on the back ends of a freestanding
# build, measured by its program tests/monitor/bench in QEMU; a name and a number a line.
# The emulator counts them; a trace of what it executes says in which part they are.
set -e
monitor=$1/tests/monitor
QEMU=${QEMU_RISCV64:-qemu-system-riscv64}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

boot() { # QEMU-ARGUMENT...
  timeout -k 5 100 "$QEMU" -M virt -m 256M -display none -monitor none -serial stdio -bios none \
    -device "loader,file=$monitor/riscv64/firmware" -kernel "$monitor/bench" "$@" </dev/null |
    tr -d '\r'
}

boot -icount shift=0 >"$work/rows"
boot -singlestep -d exec,nochain -D "$work/trace" >/dev/null
"${NM:-nm}" -nl "$monitor/bench" >"$work/symbols"

# From one call of instructions to the next lie, in turn, the turns of a case, and twice as
# many. A function belongs to the part of its source file; what has no symbol is the guest.
awk -F '\t' '
  function part_of(name, file) {
    if (file ~ /switch\.S/ || name ~ /_enter$/) return "assembly"
    if (file ~ /_decode\.c/ || name ~ /_decode$/) return "decode"
    if (file ~ /\/arch\// || name ~ /^axvcpu_hext_/) return "backend"
    if (file ~ /\/tests\// || name ~ /^axvcpu_host_/) return "host"
    return name ~ /^axvcpu_/ || file ~ /src\/core\// ? "core" : "host"
  }
  function find(pc,   low, high, middle) {
    high = functions
    while (low < high) {
      middle = int((low + high + 1) / 2)
      if (begins[middle] <= pc) low = middle
      else high = middle - 1
    }
    return low
  }
  FILENAME ~ /rows$/ { split($0, row, " "); names[++cases] = row[1]; totals[cases] = row[2]; next }
  FILENAME ~ /symbols$/ {
    split($1, symbol, " ")
    if (symbol[2] !~ /[tT]/) next
    begins[++functions] = "x" symbol[1]; parts[functions] = part_of(symbol[3], $2)
    if (symbol[3] == "instructions") mark = "x" symbol[1]
    next
  }
  /^Trace / {
    split($0, word, "/"); pc = "x" word[2]
    if (pc == mark && (counting = !counting)) interval++
    if (!counting) next
    if (!(pc in at)) at[pc] = find(pc)
    counts[interval, at[pc] ? parts[at[pc]] : "guest"]++
  }
  END {
    for (i = 2; i <= cases; i++) {
      print names[i], totals[i]
      if (names[i] ~ /load$/) continue
      split("assembly backend decode core host", order, " ")
      for (k = 1; k <= 5; k++) {
        each = (counts[2 * i - 2, order[k]] - counts[2 * i - 3, order[k]]) / totals[1]
        if (each >= 1) printf "%s.%s %.0f\n", names[i], order[k], each
      }
    }
  }' "$work/rows" "$work/symbols" "$work/trace"
