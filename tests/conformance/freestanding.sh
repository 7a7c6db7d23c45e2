#!/bin/sh
# SPDX-License-Identifier: MIT
# The monitor but its main compiles for bare metal without any header of a C library, and
# asks for nothing but the public API, what host.h names, and four functions.
if test -z "$RISCV64_CC"; then
  echo "1..0 # SKIP there is no compiler for riscv64"
  exit 0
fi
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
headers=$("$RISCV64_CC" -print-file-name=include)

compile() {
  for file in "$top_srcdir"/tests/conformance/*.c "$top_srcdir"/src/cli/faults.c \
    "$top_srcdir"/src/cli/guest_memory.c "$top_srcdir"/src/cli/mailbox.c \
    "$top_srcdir"/src/cli/sbi.c "$top_srcdir"/src/cli/suspend.c "$top_srcdir"/src/cli/uart.c; do
    name=$(basename "$(dirname "$file")")-$(basename "$file" .c)
    case $name in
    conformance-main | conformance-raw_trace | conformance-trace) continue ;;
    esac
    "$RISCV64_CC" -std=c11 -O2 -Wall -Wextra -Werror -ffreestanding -nostdinc -isystem "$headers" \
      -I"$top_builddir" -I"$top_builddir/src/include" -I"$top_srcdir/src/include" \
      -I"$top_builddir/src" -I"$top_srcdir/src" -I"$top_srcdir" \
      -c "$file" -o "$work/$name.o" >&2 || return
  done
}

# What is left undefined when all objects come together, but for the library.
undefined() {
  nm "$work"/*.o | awk 'NF == 2 && $1 == "U" { wanted[$2] } NF == 3 { has[$3] }
    END { for (name in wanted) if (!(name in has)) print name }' |
    grep -vxE 'memcpy|memset|memmove|memcmp' | LC_ALL=C sort
}

# The library's public names, as its map exports them.
public() { grep "^$1@@" "$top_srcdir/tests/symbols.list" >/dev/null; }

echo 1..3
compile && echo "ok 1 - it compiles for bare metal" || echo "not ok 1 - it compiles for bare metal"
names=$(undefined)
hosts=$(echo "$names" | grep '^host_' | xargs)
test "$hosts" = "host_print host_sleep host_slice host_trace" && status=ok || status="not ok"
echo "$status 2 - it asks for what host.h names: $hosts"
status=ok
for name in $(echo "$names" | grep -v '^host_'); do
  public "$name" || { status="not ok"; echo "# $name is not public"; }
done
echo "$status 3 - all else is the public API"
