#!/bin/sh
# SPDX-License-Identifier: MIT
# The bench measures all that it should, and the calls that matter keep within the
# instructions that the design grants them.
if ! command -v valgrind >/dev/null; then
  echo "1..0 # SKIP there is no valgrind, which counts instructions"
  exit 0
fi
# A distribution's hardening, or another compiler, has other counts.
case " $CFLAGS " in
*" -flto"* | *" -fstack-"* | *" -fcf-"* | *" -fsanitize"*) plain=no ;;
*" -O2 "*) plain=yes ;;
*) plain=no ;;
esac
if test $plain = no || $CC --version | grep -q clang; then
  echo "1..0 # SKIP the limits are for gcc -O2 without further options"
  exit 0
fi
echo 1..18
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
json=$work/bench.json
cd "$top_builddir" || exit 1
sh "$top_srcdir/tests/bench/bench.sh" tests/bench/calls tests/bench/decodes \
  tests/bench/guests . "" "$json" >&2
number=0

at_most() { # NAME LIMIT
  number=$((number + 1))
  got=$(awk -F'[:,]' -v name="\"$1\"" '$1 ~ name { print $2 + 0 }' "$json")
  if test -n "$got" && test "$got" -gt 0 && test "$got" -le "$2"; then
    echo "ok $number - $1 is $got, $2 is allowed"
  else
    echo "not ok $number - $1 is ${got:-?}, $2 is allowed"
  fi
}

at_most core.run 35
at_most core.bind_run_unbind 110
for case in hext.load_fault hext.store_fault el2.data_abort_read el2.data_abort_write \
    vmx.io_write vmx.longest svm.io_write svm.longest; do
  at_most decode.$case 60
done
# INS and OUTS say of two registers what becomes of them, in three sizes: more than that grants.
at_most decode.vmx.string_io 81
at_most decode.svm.string_io 77
for decoder in hext el2 vmx svm kvm; do
  at_most text.decoder.$decoder 16384
done
grep -q '"soft.instructions_per_second": [1-9]' "$json" && wrong= || wrong=not
echo "${wrong:+not }ok 18 - the interpreter is measured"
