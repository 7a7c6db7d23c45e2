#!/bin/sh
# SPDX-License-Identifier: MIT
# A third party adds an architecture to an installed library: a project of its own
# with a spec of LoongArch LVZ, and the project that `axvcpu-gen new' begins.
# shellcheck disable=SC2154 # the Makefile sets top_srcdir, top_builddir
here=$top_srcdir/tests/outside
# shellcheck source-path=SCRIPTDIR
. "$here/library.sh"
test "$AXVCPU_SANITIZERS" = no || skip_all "a program without sanitizers cannot use a library with them"
test "$PYTHON" != : || skip_all "there is no python in this build"
for tool in pkg-config autoreconf automake; do
  has $tool || skip_all "$tool is not installed"
done
begin
export PYTHON

quietly "$MAKE" -C "$top_builddir" install DESTDIR="$work/root"
ok $? "the library is installed"
found=$(cd "$work/root" && find . -name axvcpu.pc)
pc=$work/root/$found
prefix=$(sed -n 's/^prefix=//p' "$pc")
use_staged "$work/root" "$prefix"
PKG_CONFIG_LIBDIR=$(dirname "$pc")
LD_LIBRARY_PATH=$(dirname "$PKG_CONFIG_LIBDIR")

variable() { pkg-config --variable="$1" axvcpu; }
test -f "$(variable specdir)/exits.yaml" && test -f "$(variable codegendir)/axvcpu-gen"
ok $? "pkg-config knows specdir and codegendir"
ACLOCAL_PATH=$(variable datadir)/aclocal
generator=$(variable generator)

# The project that docs/porting.md tells of, built beside its source.
cp -R "$here/loongarch" "$work/port" && chmod -R u+w "$work/port"
mkdir "$work/build"
cd "$work/build" || exit 1
(cd ../port && quietly autoreconf --install)
ok $? "LoongArch: autoreconf finds AX_AXVCPU"
quietly ../port/configure
ok $? "LoongArch: configure finds the library and its generator"
quietly "$MAKE" CFLAGS="-O2 -Wpedantic -Wshadow -Wmissing-prototypes -Wstrict-prototypes -Werror"
ok $? "LoongArch: it is generated, and compiles without a warning"
quietly "$MAKE" check
ok $? "LoongArch: it is linked with the installed library, and decodes what is known"
passed=$(sed -n 's/^# PASS: *//p' "$work/log")
test "${passed:-0}" -ge 70
ok $? "LoongArch: all of its tests were run"
"$generator" --spec "$(variable specdir)" --spec ../port/spec list | sort >"$work/listed"
find axvcpu generated doc -type f | grep -E '\.(h|c|md)$' | sort >"$work/made"
quietly diff "$work/listed" "$work/made"
ok $? "LoongArch: what is generated is what list prints"

# Nothing that is generated has a name of the library's.
nm -g --defined-only libport.a | awk 'NF == 3 { print $3 }' | sort -u >"$work/own"
nm -g --defined-only "$LD_LIBRARY_PATH/libaxvcpu.a" | awk 'NF == 3 { print $3 }' | sort -u >"$work/theirs"
test -s "$work/own" && test -s "$work/theirs" && test -z "$(comm -12 "$work/own" "$work/theirs")"
ok $? "LoongArch: its symbols are none of the library's"
nm -g --defined-only libport.a | awk 'NF == 3 && $3 !~ /^axvcpu_(lvz|loongarch64)_/' | grep . >&2
ok $((! $?)) "LoongArch: its symbols begin with its own names"

if has clang; then
  for language in "c -std=c11" "c -std=c2x" "c++ -std=c++17"; do
    for header in axvcpu/lvz.h axvcpu/loongarch64.h; do
      # shellcheck disable=SC2046,SC2086 # several flags
      echo "#include <$header>" | clang -x $language -fsyntax-only -Wall -Wextra \
        -Wpedantic -Werror -I. $(pkg-config --cflags axvcpu) - >&2
      ok $? "LoongArch: $header alone, $language"
    done
  done
else
  skip "LoongArch: headers alone" "clang is not installed"
fi

# A broken row stops make, at its line.
broken() { # NAME FILE SED-EXPRESSION LINE-PATTERN MESSAGE
  cp "../port/spec/$2" "$work/kept"
  sed "$3" "$work/kept" >"../port/spec/$2"
  line=$(grep -n "$4" "../port/spec/$2" | head -n 1 | cut -d: -f1)
  "$MAKE" >"$work/log" 2>&1
  status=$?
  cp "$work/kept" "../port/spec/$2"
  test $status != 0 && grep -q "port/spec/$2:$line:[0-9]*: error: $5" "$work/log"
  status=$?
  ok $status "broken: $1"
  test $status = 0 || sed 's/^/# /' "$work/log"
}
lvz=backend/lvz.yaml
broken "two rows for one value" $lvz '/name: hypercall,/s/at: 23/at: 22/' 'name: hypercall,' 'row'
broken "an exit that is none" $lvz '/name: idle,/s/halt/hlt/' 'name: idle,' "unknown exit 'hlt'"
broken "a field that is none" $lvz '/name: csrrd,/s/reg: rd/reg: rdd/' 'name: csrrd,' "unknown name 'rdd'"
broken "bits outside of the word" $lvz '/name: major,/s/31\.\.26/32..27/' 'name: major,' 'bit 32 is outside'
broken "a table that is none" $lvz '/name: page_load,/s/table: load/table: loads/' 'name: page_load,' "unknown table 'loads'"
broken "a value that does not fit" $lvz '/name: reserved/!s/at: 24, when: else/at: 64, when: else/' 'at: 64' '64 does not fit'
broken "a payload with a hole" $lvz '/name: page_fetch,/s/, gva: 0//' 'name: page_fetch,' "row 'page_fetch' leaves gva"
broken "a role twice" arch/loongarch64.yaml '/name: r5,/s/role: arg1/role: arg0/' 'name: r5,' "role 'arg0' is given twice"
broken "a register twice" arch/loongarch64.yaml '/name: crmd,/s/0x1000/0x1001/' 'name: prmd,' "number '4097' is given twice"
broken "a row of no YAML" $lvz '/name: idle,/s/}, retire/, retire/' 'name: idle,' '.*'
touch ../port/spec/$lvz
quietly "$MAKE" check
ok $? "repaired, it is built again"

# What a third party may not do.
refused() { # LABEL MESSAGE COMMAND...
  label=$1
  message=$2
  shift 2
  "$@" >"$work/log" 2>&1 && status=0 || status=$?
  test $status != 0 && grep -q -e "$message" "$work/log"
  ok $? "refused: $label"
}
mkdir -p "$work/own-exits/backend" "$work/empty" "$work/taken/arch"
cp "$(variable specdir)/exits.yaml" "$work/own-exits"
refused "exits of its own" "exits.yaml is the library's" \
  "$generator" --spec "$(variable specdir)" --spec "$work/own-exits" list
refused "nothing" "nothing is added" "$generator" --spec "$(variable specdir)" --spec "$work/empty" list
sed 's/^arch: .*/arch: exits/' ../port/spec/arch/loongarch64.yaml >"$work/taken/arch/exits.yaml"
refused "the name of a header" "taken/arch/exits.yaml:1:7: error: there is a header exits.h" \
  "$generator" --spec "$(variable specdir)" --spec "$work/taken" list
sed 's/^arch: .*/arch: riscv64/' ../port/spec/arch/loongarch64.yaml >"$work/taken/arch/exits.yaml"
refused "the name of an arch" "'riscv64' is given twice" \
  "$generator" --spec "$(variable specdir)" --spec "$work/taken" list
refused "a directory that is none" "not a directory" "$generator" --spec "$work/none" list
quietly "$generator" check ../port/spec
ok $? "check takes a directory of additions"

# Another back end of the library's own arch, with its firmware.
mkdir -p "$work/other/backend"
sed 's/^backend: hext/backend: other/; s/^value: .*/value: 201/' "$(variable specdir)/backend/hext.yaml" \
  >"$work/other/backend/other.yaml"
quietly "$generator" --spec "$(variable specdir)" --spec "$work/other" --output "$work/other" generate
ok $? "another back end: it is generated"
# shellcheck disable=SC2046 # several flags
(cd "$work/other" && quietly cc -std=c11 -Wall -Wextra -Wpedantic -Werror -I. $(pkg-config --cflags axvcpu) \
  -c generated/other_decode.c generated/other_fields.c)
ok $? "another back end: it compiles"
sed -i 's/\bgpa\b/ipa/g' "$work/other/backend/other.yaml"
refused "a word that the library's decoders do not ask for" "unknown fetched word 'ipa'" \
  "$generator" --spec "$(variable specdir)" --spec "$work/other" list
rm -rf "$work/other"

for header in "$work/root$prefix"/include/axvcpu/*.h; do
  header=$(basename "$header" .h)
  "$generator" new "$header" vz --output "$work/other" >"$work/log" 2>&1
  grep -q "'$header' is" "$work/log" || echo "$header"
done >"$work/free"
quietly cmp "$work/free" /dev/null
ok $? "the generator knows each header that is installed"

# The project that new begins.
cd "$work" || exit 1
quietly "$generator" new mips64 vz --output begun
ok $? "new: a project begins"
begun=$(find begun -type f | wc -l)
refused "new, where there are files" "exists; nothing was written" "$generator" new mips64 vz --output begun
mkdir partly && echo mine >partly/switch.S
refused "new, where there is one of them" "partly/switch.S' exists" "$generator" new mips64 vz --output partly
test "$(cat partly/switch.S)" = mine && test "$(find partly -type f | wc -l)" = 1
ok $? "new: then nothing is written"
for name in Mips 8086 a-b int exits riscv64 vcpu; do
  refused "new, a name like $name" "'$name'" "$generator" new "$name" vz --output other
  refused "new, a back end like $name" "'$name'" "$generator" new mips64 "$name" --output other
done
refused "new, one name for both" "both 'vz'" "$generator" new vz vz --output other
test ! -e other
ok $? "new: a bad name leaves nothing"
"$generator" new --help >"$work/log" && grep -q "autoreconf -i && ./configure && make" "$work/log"
ok $? "new: --help says how to go on"
cd begun || exit 1
quietly autoreconf -i && quietly ./configure && quietly "$MAKE"
ok $? "new: the project builds at once"
grep "warning:" "$work/log" >&2
ok $((! $?)) "new: without a warning"
"$MAKE" check >"$work/log" 2>&1
status=$?
test $status != 0 && test "$begun" = 8
ok $? "new: its tests fail"
for part in spec/arch/mips64.yaml spec/backend/vz.yaml tests/remaining.c switch.S vz.c; do
  grep -q "^FAIL: tests/remaining [0-9]* - $part: " "$work/log"
  ok $? "new: they name what remains in $part"
done
grep -q "^PASS" "$work/log"
ok $((! $?)) "new: nothing is done yet"
finish
