#!/bin/sh
# SPDX-License-Identifier: MIT
# fuzz.sh FUZZER: let libFuzzer make up inputs for a harness, for FUZZ_SECONDS; one
# result. What it finds stays beside the program, and the next run goes on from it.
# An input that fails is printed whole, so that the log is enough to try it again.
set -u
fuzzer=$1
name=$(basename "$fuzzer" _libfuzzer.fuzz)
found=$fuzzer.found
failure=$fuzzer.failure
limit=-max_total_time=${FUZZ_SECONDS:-8}
[ -z "${AXVCPU_SAMPLE-}" ] || limit=-runs=2000

mkdir -p "$found"
rm -f "$failure"
echo 1..1
if "$fuzzer" "$limit" -timeout=10 -rss_limit_mb=1024 -malloc_limit_mb=64 -max_len=4096 \
  -verbosity=1 -print_final_stats=1 -exact_artifact_path="$failure" \
  "$found" "$top_srcdir/tests/fuzz/corpus/$name" >"$fuzzer.out" 2>&1
then
  echo "ok 1 - $name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$fuzzer.out") inputs"
  exit
fi
echo "not ok 1 - $name"
# Not what it learnt, nor its own frames.
grep -vE '^#[0-9]+|NEW_FUNC|fuzzer::' "$fuzzer.out" | tail -n 60 | sed 's/^/# /'
if [ -f "$failure" ]; then
  echo "# The input, $(wc -c <"$failure") bytes; give it to tests/fuzz/$name of any build:"
  echo "# base64 -d >input <<END"
  base64 "$failure" | sed 's/^/# /'
  echo "# END"
fi
