#!/bin/sh
# SPDX-License-Identifier: MIT
# bench.sh CALLS GUESTS OBJECTS KERNELS JSON: measure, print a table, and write it to the
# file JSON (unless that is empty) as one flat object, name to number. KERNELS, where
# the tests of kernels are, may be empty: then none is booted.
#
# A call's instructions are exact: callgrind counts those from its entry to its
# return, the functions below it included. What the first call does beyond the
# others cancels between a run of COUNT and one of twice as many.
set -e
calls=$1 guests=$2 objects=$3 kernels=$4 json=$5
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

# The bytes of code and constants in the archive's objects of one directory.
text() { # NAME FILE...
  name=$1
  shift
  row "text.$name" "$(size "$@" | awk 'NR > 1 { sum += $1 } END { print sum }')"
}

per_call core.run axvcpu_run
per_call core.bind_run_unbind axvcpu_bind axvcpu_run axvcpu_unbind
for case in load_fault load_fault_fetched store_fault external_interrupt; do
  per_call decode.hext.$case axvcpu_hext_decode
done
"$guests" >"$work/guests"
while read -r name number; do row "$name" "$number"; done <"$work/guests"
if test -n "$kernels" && boot=$("$kernels/boot-seconds" "$objects/axvcpu"); then
  row soft.kernel_boot_seconds "$boot"
fi
text core "$objects"/src/core/*.o
text generated "$objects"/src/generated/*.o
test -z "$(find "$objects/arch/soft" -name "*.o")" || text soft "$objects"/arch/soft/*.o
compiler=$($CC --version | sed -n 1p)
printf '%-36s %s\n' compiler "$compiler, $CFLAGS"
test -z "$json" || {
  { echo '{'; cat "$work/json"; printf '  "compiler": "%s, %s"\n}\n' "$compiler" "$CFLAGS"; } >"$json"
}
