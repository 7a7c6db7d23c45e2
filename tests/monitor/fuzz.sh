#!/bin/sh
# SPDX-License-Identifier: MIT
# The hostile guest: one seed twice, which must make the same exits, and another on OpenSBI,
# where its exceptions are its own and time goes by as it does.
# With EXITS, of a person who waits (make check-fuzz): that SEED alone, once, showing how far it is.
run=$(dirname "$0")/run
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

# 8 bytes, little-endian.
word() {
  for shift in 0 8 16 24 32 40 48 56; do
    # shellcheck disable=SC2059 # the format is the byte
    printf "\\$(printf %03o $(($1 >> shift & 255)))"
  done
}

# Counted: executed instructions are the clock; nothing else decides when the timer interrupts.
# With sleep=off, for no hart waits but the one that has nothing to do; timeout kills if need be.
play() { # BOOT SEED EXITS [1: counted]
  { word "$2" && word "$3" && word "${4:-0}"; } >"$work/image"
  # shellcheck disable=SC2086 # two arguments, or none
  BOOTS=$1 LOG=$work/log "${SHELL:-sh}" "$run" tests/monitor/fuzz "$work/image" \
    ${4:+-icount shift=0,sleep=off -rtc clock=vm}
}

if test -n "${EXITS-}"; then
  : >"$work/log"
  tail -n +1 --pid=$$ -f "$work/log" 2>/dev/null | sed -un 's/^# \([0-9]* exits\)\r*$/\1/p' >&2 &
  SECONDS_OF_BOOT=${SECONDS_OF_BOOT:-3600} play none "${SEED:-1}" "$EXITS" 1 >"$work/all"
  cat "$work/all"
  ! grep -q '^not ok\|^1\.\.0' "$work/all"
  exit
fi

exits=${AXVCPU_SAMPLE:+5000}
exits=${exits:-20000}
play none 1 "$exits" 1 >"$work/first"
play none 1 "$exits" 1 >"$work/again"
play opensbi 2 "$exits" >"$work/other"
same=not
cmp -s "$work/first" "$work/again" && same=
cat "$work/first" "$work/other" | awk -v same="$same" '
  /^(not )?ok / { sub(/ok [0-9]+/, "ok " ++number) }
  /^1\.\./ { if ($0 ~ /SKIP/) skip = $0; next }
  { print }
  END {
    if (skip) { print skip; exit }
    print same (same ? " " : "") "ok " ++number " - the same seed makes the same exits"
    print "1.." number
  }'
