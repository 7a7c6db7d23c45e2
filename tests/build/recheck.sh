#!/bin/sh
# SPDX-License-Identifier: MIT
# The race of block against wake can fail: without the recheck of the request
# word in block, a wake is lost, and the test says so.
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
echo 1..3

include="-I$top_builddir -I$top_builddir/src/include -I$top_srcdir/src/include
  -I$top_builddir/src -I$top_srcdir/src -I$top_srcdir"
tests="$top_srcdir/tests/unit"

# The program with this block.c before the archive's, which is then left out.
race() { # FLAG...
  # shellcheck disable=SC2086 # several words each
  $CC $CFLAGS $include "$@" -o "$work/race" "$tests/races_block.c" "$tests/race.c" \
    "$top_srcdir/src/core/block.c" "$top_builddir/tests/libtest.a" \
    "$top_builddir/.libs/libaxvcpu.a" -lpthread >&2
}

race && ROUNDS=2000 "$work/race" >"$work/good" 2>&1
test $? = 0 && echo "ok 1 - with the recheck it passes" || {
  cat "$work/good" >&2
  echo "not ok 1 - with the recheck it passes"
}
race -DAXVCPU_MUTANT_NO_RECHECK && ! ROUNDS=2000 "$work/race" >"$work/bad" 2>&1
test $? = 0 && echo "ok 2 - without it, it fails" || echo "not ok 2 - without it, it fails"
grep -q 'no wake is lost: one was' "$work/bad" &&
  echo "ok 3 - and names the wake that was lost" || echo "not ok 3 - and names the wake that was lost"
