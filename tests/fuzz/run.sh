#!/usr/bin/env bash
# Runs a fuzz target: run.sh NAME FUZZER MAKE-SEEDS SOURCE-FOLDER WORK-FOLDER [OPTION-OF-LIBFUZZER...]
# PANJ_FUZZ_SECONDS (30) says how long. What it finds is left in WORK-FOLDER/crashes; what it learned stays in
# WORK-FOLDER/corpus for the next time.
set -euo pipefail
name=$1 fuzzer=$2 make_seeds=$3 source=$4 work=$5
seeds=$work/seeds/$name.$$
corpus=$work/corpus/$name
mkdir -p -- "$corpus" "$work/crashes" "$work/seeds"
trap 'rm -rf -- "$seeds"' EXIT
"$make_seeds" "$seeds" "$source"
options=(-max_total_time="${PANJ_FUZZ_SECONDS:-30}" -timeout=25 -rss_limit_mb=2048 -malloc_limit_mb=256 -max_len=65536
         -print_final_stats=1 -artifact_prefix="$work/crashes/$name-")
[[ ! -f $seeds/$name.dict ]] || options+=(-dict="$seeds/$name.dict")
"$fuzzer" "${options[@]}" "${@:6}" "$corpus" "$seeds/$name" "$source/tests/fuzz/found/$name"
