#!/bin/sh
# SPDX-License-Identifier: MIT
# tests/model/check.sh [MUTANT]: verify vcpu.pml with spin, each scenario, then each mutant,
# which must fail. With the name of a mutant: verify that one, and show how it fails.
: "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}" "${top_builddir:=.}" "${CC:=cc}"

# Their names, and what takes part.
scenarios='
wake  OWNERS=1 POLICY=STRICT  SLEEPER=WAITS WAKER=1 INJECTOR=1 KICKER=0 READS=1
kick  OWNERS=1 POLICY=LENIENT SLEEPER=WAITS WAKER=0 INJECTOR=1 KICKER=1 READS=0
polls OWNERS=1 POLICY=STRICT  SLEEPER=POLLS WAKER=1 INJECTOR=1 KICKER=0 READS=0
cpus  OWNERS=2 POLICY=STRICT  SLEEPER=WAITS WAKER=1 INJECTOR=0 KICKER=0 READS=0
pair  OWNERS=2 POLICY=LENIENT SLEEPER=POLLS WAKER=0 INJECTOR=0 KICKER=0 READS=1'

# Their names, the scenario that each fails, and what it leaves out.
mutants='
no-recheck              wake block does not look at the requests again when it is Blocked
no-second-try           wake wake does not try again when it has left its request
no-recheck-of-release   wake what releases a Blocked vCPU does not look at the requests
stale-notify            wake block answers pending when a waker, who will notify, is at it
split-step              wake a step is a load and a store, no compare-and-swap
early-look              kick kick looks at the state before it requests
late-mask               kick a back end takes requests before it masks interrupts
loose-look              pair a Ready vCPU that has left its CPU meanwhile counts as unbound
no-second-look          pair a step does not compare the CPU again when it has the state
no-second-look-of-hold  pair a call that is no step does not compare the CPU again'

for tool in spin "${CC%% *}"; do
  command -v "$tool" >/dev/null || { echo "1..0 # SKIP $tool is not installed"; exit 0; }
done
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
table=$top_builddir/doc/generated/lifecycle.pml
test -f "$table" || table=$top_srcdir/doc/generated/lifecycle.pml
cp "$table" "$top_srcdir"/tests/model/*.pml "$work" && cd "$work" || exit 1

row() { echo "$1" | grep "^$2 "; }

# verify SCENARIO [MUTANT]: succeeds where there was no error, and all was seen. The report is
# in `report'. To the error of a mutant, a way is searched that is short, and left in `way'.
verify() {
  flags=$(row "$scenarios" "$1" | cut -d' ' -f2- | sed 's/\([A-Z]*=\)/-D\1/g')
  mode=
  test -z "$2" || mode=-DBFS flags="$flags -D$(echo "$2" | tr a-z- A-Z_)"
  rm -f pan* report way ./*.trail
  # shellcheck disable=SC2086 # lists of words
  spin "-P$CC -E -x c" $flags -a vcpu.pml >report 2>&1 &&
    $CC -O1 -w $mode -DSAFETY -DMEMLIM=1900 -o pan pan.c >>report 2>&1 &&
    ./pan -m1000000 >report 2>&1
  test -f vcpu.pml.trail && spin "-P$CC -E -x c" $flags -p -t vcpu.pml >way 2>&1
  grep -q 'errors: 0$' report && ! grep -q 'max search depth too small\|out of memory' report
}

# The error, and the steps that lead to it, one a line: who, where, what.
show_way() {
  test -f way || cat report
  grep '^pan:1' report
  sed -n 's/^ *[0-9]*:\tproc *[0-9]* (\([^)]*\)) \([^ ]*\) (state [0-9]*)\t\[\(.*\)\]$/\1\t\2\t\3/p' way |
    grep -v '	\((*1)*\|IF\|else\|goto .*\|\.(goto)\|assert.*\|from = .*\|begun = .*\|event = 0\|seen = 0\)$' |
    cut -c1-100
}

measure() {
  awk '/states, stored/ { states = $1 } /elapsed time/ { time = $4 }
    /actual memory usage/ { memory = $1 }
    END { print "#", states, "states,", memory, "MB,", time, "s" }' report
}

count=0
result() { # result STATUS TEXT
  count=$((count + 1))
  test "$1" = 0 || { printf 'not '; failed=1; }
  echo "ok $count - $2"
}
failed=0

if test -n "$1"; then
  scenario=$(row "$mutants" "$1" | awk '{ print $2 }')
  test -n "$scenario" || { echo "check.sh: no mutant '$1' in:$mutants" >&2; exit 1; }
  verify "$scenario" "$1"
  result $? "scenario $scenario, mutant $1"
  show_way | sed 's/^/# /'
  echo "1..$count"
  exit $failed
fi

# What no scenario has reached, by the names that spin gives its statements.
unreached() {
  awk '/^unreached in/ { part = $NF } /, state [0-9]+,/ { print part, $0 }' report |
    sed 's/^\([^ ]*\)[ \t]*/\1 /' | grep -v ', "-end-"' | sort -u
}

for scenario in $(echo "$scenarios" | awk '{ print $1 }'); do
  verify "$scenario"
  status=$?
  result $status "$scenario: no error"
  test $status = 0 || show_way | sed 's/^/# /'
  measure
  unreached >unreached.new
  if test -f unreached; then
    comm -12 unreached unreached.new >common && mv common unreached
  else
    mv unreached.new unreached
  fi
done
test ! -s unreached
result $? "each statement was reached in one of them"
sed 's/^/# /' unreached

echo "$mutants" | while read -r mutant scenario what; do
  test -z "$mutant" || echo "$mutant:$scenario:$what"
done >list
while IFS=: read -r mutant scenario what; do
  ! verify "$scenario" "$mutant" && grep -q '^pan:1: assertion violated\|^pan:1: invalid end' report
  result $? "$mutant is found out: $what"
  grep '^pan:1' report | sed 's/^/# /'
  measure
done <list
echo "1..$count"
exit $failed
