#!/bin/sh
# SPDX-License-Identifier: MIT
# Each public header compiles alone, without a warning, in C11, C23 and C++17.
if ! command -v clang >/dev/null; then
  echo "1..0 # SKIP there is no clang, which knows all three languages"
  exit 0
fi
names=$(cd "$top_srcdir/src/include" && ls axvcpu/*.h)
test ! -d "$top_builddir/src/include" ||
  names="$names $(cd "$top_builddir/src/include" && ls axvcpu/*.h)"
names=$(printf '%s\n' $names | sort -u)
echo "1..$(printf '%s\n' "$names" | wc -l)"
number=0
for name in $names; do
  number=$((number + 1))
  wrong=
  for language in "c -std=c11" "c -std=c2x" "c++ -std=c++17"; do
    # shellcheck disable=SC2086 # several flags
    printf "#include <%s>\nextern int after_it;\n" "$name" | clang -x $language -fsyntax-only -Wall -Wextra -Wpedantic -Werror \
      -I"$top_builddir/src/include" -I"$top_srcdir/src/include" - >&2 || wrong=not
  done
  echo "${wrong:+not }ok $number - $name"
done
