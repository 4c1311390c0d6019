#!/usr/bin/env bash
# One case of the tests of ./panj: wrapper_test.sh CASE PATH-OF-PANJ. The wrapper stands in a small checkout of its own,
# in a folder with spaces, among programs that only note how they were called: nothing is compiled or installed.
# Exit status 77: the case can't be tried here.
set -uo pipefail
case_name=$1 wrapper=$2
here=$(mktemp -d) || exit 1
trap 'chmod -R u+w "$here"; rm -rf "$here"' EXIT
checkout="$here/check out" calls=$here/calls
unset PANJ_BUILD_DIR PANJ_WERROR CDPATH

fail() {
  printf 'FAILED %s: %s\n--- calls\n' "$case_name" "$1"
  cat "$calls"
  printf -- '--- stdout\n%s\n--- stderr\n%s\n' "$(cat "$here/out" 2>/dev/null)" "$(cat "$here/err" 2>/dev/null)"
  exit 1
}
expect_status() { [[ $status == "$1" ]] || fail "exit status $status instead of $1"; }
expect_in() { grep -qF -e "$2" "$here/$1" || fail "$1 does not say: $2"; }
expect_calls() { [[ $(cat "$calls") == "$1" ]] || fail "other calls than expected: ${1//$'\n'/, }"; }

program() { # NAME, its text from stdin
  { printf '#!/bin/bash\ncalls=%q\n' "$calls"; cat; } >"$here/bin/$1"
  chmod a+rx "$here/bin/$1"
}

set_up() {
  mkdir -p "$here/bin" "$checkout/sim/base"
  cp "$wrapper" "$checkout/panj"
  : >"$calls"
  touch -d '1 minute ago' "$checkout"/{CMakeLists.txt,CMakePresets.json,sim/base/a.cpp,sim/base,sim}
  program cmake <<'PROGRAM'
if [[ $1 == --build ]]; then
  echo build >>"$calls"
  [[ ! -e $calls.slow ]] || { sleep 1; }
  if [[ -e $calls.broken ]]; then
    printf '[1/2] fine\nFAILED: a.o\n/usr/bin/c++ a very long command\na.cpp:7:1: error: no such thing\nninja: stopped\n'
    exit 1
  fi
  mkdir -p "$2/sim/app"
  printf '#!/bin/bash\nprintf "%%s|" "$PWD" "$@"\nexit 5\n' >"$2/sim/app/panj"
  chmod a+rx "$2/sim/app/panj"
else
  echo configure >>"$calls"
  mkdir -p "$4"
  printf 'CMAKE_HOME_DIRECTORY:INTERNAL=%s\nCMAKE_CACHEFILE_DIR:INTERNAL=%s\n' "$2" "$4" >"$4/CMakeCache.txt"
  touch "$4/build.ninja"
fi
PROGRAM
  program dpkg-query <<'PROGRAM'
for package in "${@:4}"; do
  grep -qsxF -e "$package" "$calls.missing" || printf '%s=installed ' "$package"
done
PROGRAM
  program apt-get <<'PROGRAM'
echo "apt-get ${*:3}" >>"$calls" # without -o DPkg::Lock::Timeout
if [[ $3 == install && -e $calls.old_lists ]]; then
  echo 'E: Unable to locate package'
  exit 100
fi
rm -f "$calls.old_lists"
PROGRAM
  program sudo <<'PROGRAM'
echo "sudo $1" >>"$calls"
[[ $1 == -v ]] || exec "$@"
PROGRAM
  chmod -R a+rX "$here"
  export PATH=$here/bin:$PATH
}

panj() {
  status=0
  "${as[@]}" "$checkout/panj" "$@" >"$here/out" 2>"$here/err" </dev/null || status=$?
}

as=()
as_ordinary_user() {
  ((EUID != 0)) || as=(setpriv --reuid=65534 --regid=65534 --clear-groups)
  "${as[@]}" test -x "$checkout/panj" || exit 77 # this user can't reach the folder for temporary files
  touch "$calls" && chmod -R a+rwX "$here"
}

hands_over_arguments_and_folder() {
  mkdir "$here/else where" "$here/sim"
  ln -s "$checkout/panj" "$here/link"
  status=0
  (cd "$here/else where" && CDPATH="$here:/" ../link run 'a b' '*' >"$here/out" 2>"$here/err") || status=$?
  expect_status 5
  [[ $(cat "$here/out") == "$here/else where|run|a b|*|" ]] || fail "arguments or folder changed, or noise on stdout"
}

builds_only_when_something_changed() {
  panj info
  expect_calls $'configure\nbuild'
  panj info
  expect_calls $'configure\nbuild'
  [[ ! -s $here/err ]] || fail "there was nothing to say"
  touch "$checkout/sim/base/a.cpp"
  panj info
  expect_calls $'configure\nbuild\nbuild'
  touch -d '1 minute ago' "$checkout/sim/base/a.cpp"
  panj info
  expect_calls $'configure\nbuild\nbuild'
  rm "$checkout/sim/base/a.cpp"
  panj info
  expect_calls $'configure\nbuild\nbuild\nbuild'
}

starts_afresh_when_moved() {
  panj info
  mv "$checkout" "$here/moved away"
  checkout="$here/moved away"
  panj info
  expect_status 5
  expect_calls $'configure\nbuild\nconfigure\nbuild'
}

installs_as_root() {
  ((EUID == 0)) || exit 77
  printf 'libfmt-dev\ncmake\n' >"$calls.missing"
  touch "$calls.old_lists"
  panj info
  expect_status 5
  local install='apt-get install -y --no-install-recommends cmake libfmt-dev' first=''
  ! compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null || first=$install$'\n'
  expect_calls "${first}apt-get update"$'\n'"$install"$'\nconfigure\nbuild'
}

asks_for_clang_only_to_fuzz() {
  as_ordinary_user
  echo clang >"$calls.missing"
  panj test --preset asan
  ! grep -q clang "$here/err" || fail "clang is wanted for more than fuzzing"
  expect_calls $'configure\nbuild'
  panj test --preset fuzz
  expect_status 4
  expect_in err 'as root, type: apt-get update && apt-get install -y --no-install-recommends clang'
}

prints_what_is_missing_where_it_cannot_ask() {
  as_ordinary_user
  echo libgdal-dev >"$calls.missing"
  panj info
  expect_status 4
  expect_calls ''
  expect_in err 'as root, type: apt-get update && apt-get install -y --no-install-recommends libgdal-dev'
}

asks_before_it_uses_sudo() {
  as_ordinary_user
  command -v script >/dev/null || exit 77
  echo libgdal-dev >"$calls.missing"
  local command
  command=$(printf '%q info' "$checkout/panj")
  status=0
  { sleep 1; echo n; } | "${as[@]}" script -qec "$command" /dev/null >"$here/out" 2>"$here/err" || status=$?
  expect_status 4
  expect_calls ''
  status=0
  { sleep 1; echo y; } | "${as[@]}" script -qec "$command" /dev/null >"$here/out" 2>"$here/err" || status=$?
  expect_status 5
  [[ $(grep -c '^sudo env' "$calls") -ge 1 ]] || fail "sudo was not used"
  expect_in calls 'apt-get install -y --no-install-recommends libgdal-dev'
}

shows_what_the_compiler_said() {
  touch "$calls.broken"
  panj info
  expect_status 70
  [[ ! -s $here/out ]] || fail "noise on stdout"
  expect_in err 'a.cpp:7:1: error: no such thing'
  expect_in err "$checkout/build/panj.log"
  ! grep -q 'a very long command' "$here/err" || fail "the command line is shown"
  rm "$calls.broken"
  panj info
  expect_status 5
}

says_when_it_cannot_write() {
  as_ordinary_user
  chmod -R a-w "$checkout"
  panj info
  expect_status 4
  expect_in err "can't write in $checkout/build"
  export PANJ_BUILD_DIR=$here/scratch
  panj info
  expect_status 5
}

builds_once_for_two_callers() {
  touch "$calls.slow"
  "$checkout/panj" info >/dev/null 2>&1 &
  panj info
  wait
  expect_status 5
  expect_calls $'configure\nbuild'
}

can_be_stopped_and_goes_on() {
  touch "$calls.slow"
  set -m # a group of its own, as a terminal would give it
  "$checkout/panj" info >"$here/out" 2>"$here/err" &
  local job=$!
  until grep -q build "$calls"; do sleep 0.05; done
  kill -INT -- "-$job"
  status=0
  wait "$job" || status=$?
  set +m
  expect_status 130
  panj info
  expect_status 5
  expect_calls $'configure\nbuild\nbuild'
}

measures_peers_with_what_can_be_had() {
  as_ordinary_user
  program python3 <<'PROGRAM'
case "$1 $2" in
  '-c '*) ;;
  '-m venv') mkdir -p "${@: -1}/bin" && cp "$0" "${@: -1}/bin/python" ;;
  '-m pip') echo "pip ${*: -3}" >>"$calls" ;;
  *) printf '%s|' "$@" ;;
esac
PROGRAM
  unset PANJ_PYTHON
  echo grass-core >"$calls.missing"
  panj bench peers -- --rounds 'a b'
  expect_status 0
  expect_in err 'going on without the peers that need these packages'
  expect_in out "$checkout/bench/peers/run.py|--python|$checkout/build/peers_venv/bin/python|--rounds|a b|"
  expect_calls $'configure\nconfigure\nbuild\npip numba numpy mesa' # the second turns the benches on
  panj bench growth now
  expect_status 2
}

refuses_reference_data_that_is_no_folder() {
  PANJ_REFERENCE_DATA=nowhere/at_all panj test
  expect_status 4
  expect_in err 'PANJ_REFERENCE_DATA=nowhere/at_all is not a folder'
  expect_calls ''
}

reports_without_building() {
  # A Python environment that was made earlier: its report only says how it was called.
  mkdir -p "$checkout/analysis" "$checkout/build/venv/bin"
  touch -d '1 minute ago' "$checkout/analysis"/{pyproject.toml,constraints.txt}
  printf '#!/bin/bash\n' >"$checkout/build/venv/bin/python"
  printf '#!/bin/bash\nprintf "%%s|" "$@"\nexit 4\n' >"$checkout/build/venv/bin/panj-report"
  chmod a+rx "$checkout/build/venv/bin"/*
  printf '%s\n' "$checkout" >"$checkout/build/venv/panj_stamp"
  panj report 'a b.h5' -o page.html
  expect_status 4
  expect_calls ''
  [[ $(cat "$here/out") == "a b.h5|-o|page.html|" ]] || fail "other arguments, or noise on stdout"
}

helps() {
  panj --help
  for verb in report test bench build; do expect_in out "./panj $verb"; done
  panj build now
  expect_status 2
  panj test --only cellar
  expect_status 2
  panj test --speed
  expect_status 2
}

set_up
"$case_name"
