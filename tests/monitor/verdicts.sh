#!/bin/sh
# SPDX-License-Identifier: MIT
# What the runner makes of a program: one that fails, ends early or never is seen to. An
# emulator of shell stands in for QEMU.
# shellcheck disable=SC2154 # the Makefile sets top_srcdir
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
number=0

# expect NAME OUTPUT STATUS LINE...: a machine that prints OUTPUT and ends with STATUS
# makes a stream of these lines, comments left out.
expect() {
  name=$1
  printf '#!/bin/sh\n%s\nexit %s\n' "$2" "$3" >"$work/qemu"
  chmod +x "$work/qemu"
  shift 3
  BOOTS="none" SECONDS_OF_BOOT=1 QEMU_RISCV64="$work/qemu" sh "$top_srcdir/tests/monitor/run" program |
    grep -v '^#' >"$work/found"
  printf '%s\n' "$@" >"$work/expected"
  number=$((number + 1))
  if cmp -s "$work/found" "$work/expected"; then echo "ok $number - $name"; else
    echo "not ok $number - $name"
    diff "$work/expected" "$work/found" | sed 's/^/# /'
  fi
}

kept="none: it kept its plan, and ended with its status"
expect "all passed" 'echo "ok 1 - a"; echo "ok 2 - b"; echo 1..2' 0 \
  "ok 1 - none: a" "ok 2 - none: b" "ok 3 - $kept" "1..3"
expect "the console of a serial line" 'printf "ok 1 - a\r\n1..1\r\n"' 0 \
  "ok 1 - none: a" "ok 2 - $kept" "1..2"
expect "one failed" 'echo 1..1; echo "not ok 1 - a"' 1 \
  "not ok 1 - none: a" "ok 2 - $kept" "1..2"
expect "one failed, and the status says nothing of it" 'echo 1..1; echo "not ok 1 - a"' 0 \
  "not ok 1 - none: a" "not ok 2 - $kept" "1..2"
expect "a result is missing" 'echo 1..2; echo "ok 1 - a"' 0 \
  "ok 1 - none: a" "not ok 2 - $kept" "1..2"
expect "there is no plan" 'echo "ok 1 - a"' 0 "ok 1 - none: a" "not ok 2 - $kept" "1..2"
expect "nothing is said" '' 0 "not ok 1 - $kept" "1..1"
expect "a crash behind the last result" 'echo "ok 1 - a"; echo 1..1' 3 \
  "ok 1 - none: a" "not ok 2 - $kept" "1..2"
expect "it gives up" 'echo "ok 1 - a"; echo "Bail out! lost"; echo 1..1' 1 \
  "ok 1 - none: a" "not ok 2 - $kept" "1..2"
expect "it does not end" 'echo "ok 1 - a"; echo 1..1; exec sleep 20' 0 \
  "ok 1 - none: a" "not ok 2 - $kept" "1..2"
expect "it skips one" 'echo "ok 1 # SKIP there is none"; echo 1..1' 0 \
  "ok 1 # SKIP none: there is none" "ok 2 - $kept" "1..2"
echo "1..$number"
