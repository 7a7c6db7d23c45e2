#!/bin/sh
# SPDX-License-Identifier: MIT
# bench.sh CALLS DECODES GUESTS OBJECTS KERNELS JSON: measure, print a table, and write it to the
# file JSON (unless that is empty) as one flat object, name to number. KERNELS, where
# the tests of kernels are, may be empty: then none is booted.
#
# A call's instructions are exact: callgrind counts those from its entry to its
# return, the functions below it included. What the first call does beyond the
# others cancels between a run of COUNT and one of twice as many.
set -e
calls=$1 decodes=$2 guests=$3 objects=$4 kernels=$5 json=$6
count=1000
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# instructions CASE COUNT FUNCTION...: how many the functions executed in all.
instructions() {
  case=$1 times=$2 toggles=
  shift 2
  for function in "$@"; do toggles="$toggles --toggle-collect=$function"; done
  # shellcheck disable=SC2086 # several options
  valgrind --tool=callgrind --callgrind-out-file="$work/callgrind" $toggles \
    "$calls" "$case" "$times" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
  awk '/Collected :/ { print $NF }' "$work/log"
}

# row NAME NUMBER: one line of the table, and one member of the object.
row() {
  printf '%-36s %14s\n' "$1" "$2"
  printf '  "%s": %s,\n' "$1" "$2" >>"$work/json"
}

per_call() { # CASE FUNCTION...
  case=$1
  shift
  once=$(instructions "$case" $count "$@")
  twice=$(instructions "$case" $((2 * count)) "$@")
  row "$case" $(((twice - once) / count))
}

# The most that one call of the case takes: a file of counts is written after each.
longest() { # BACKEND CASE
  rm -f "$work"/callgrind*
  valgrind --tool=callgrind --callgrind-out-file="$work/callgrind" \
    --toggle-collect="axvcpu_$1_decode" --dump-after="axvcpu_$1_decode" \
    "$decodes" "$1" "$2" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
  row "decode.$1.$2" "$(awk '/^totals:/ && $2 > most { most = $2 } END { print most + 0 }' \
    "$work"/callgrind*)"
}

# The bytes of code, and those of constants, jump tables among them, in objects.
text() { # NAME FILE...
  name=$1
  shift
  for section in text rodata; do
    row "$section.$name" \
      "$(size -A "$@" | awk -v start=".$section" 'index($1, start) == 1 { sum += $2 } END { print sum + 0 }')"
  done
}

per_call core.run axvcpu_run
per_call core.bind_run_unbind axvcpu_bind axvcpu_run axvcpu_unbind
for case in load_fault load_fault_fetched store_fault external_interrupt; do
  per_call decode.hext.$case axvcpu_hext_decode
done
"$decodes" >"$work/decodes"
while read -r backend name; do longest "$backend" "$name"; done <"$work/decodes"
"$guests" >"$work/guests"
while read -r name number; do row "$name" "$number"; done <"$work/guests"
if test -n "$kernels" && boot=$("$kernels/boot-seconds" "$objects/axvcpu"); then
  row soft.kernel_boot_seconds "$boot"
fi
# On bare metal: a freestanding build beside this one, as quickstart makes it.
monitor=${MONITOR_BUILD:-$objects/../build-riscv64}
if test -x "$monitor/tests/monitor/bench"; then
  sh "${0%/*}/monitor.sh" "$monitor" >"$work/monitor"
  while read -r name number; do row "$name" "$number"; done <"$work/monitor"
else
  echo "hext is not measured: $monitor/tests/monitor/bench is not there, which a build with
--host=riscv64-linux-gnu --enable-freestanding makes; MONITOR_BUILD=directory says where" >&2
fi
text core "$objects"/src/core/*.o
text generated "$objects"/src/generated/*.o
# Without the tables of names, which nothing on the run path looks at.
for object in "$objects"/src/generated/*_decode.o; do
  name=${object##*/}
  name=${name#*la-}
  text "decoder.${name%_decode.o}" "$object"
done
text x86_64 "$objects"/arch/x86_64/*.o
test -z "$(find "$objects/arch/soft" -name "*.o")" || text soft "$objects"/arch/soft/*.o
compiler=$($CC --version | sed -n 1p)
printf '%-36s %s\n' compiler "$compiler, $CFLAGS"
test -z "$json" || {
  { echo '{'; cat "$work/json"; printf '  "compiler": "%s, %s"\n}\n' "$compiler" "$CFLAGS"; } >"$json"
}
