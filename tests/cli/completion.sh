#!/bin/sh
# SPDX-License-Identifier: MIT
# What the script of bash completes, called as bash calls it.
if test -z "$BASH_VERSION"; then
  command -v bash >/dev/null && exec bash "$0" "$@"
  echo "1..0 # SKIP there is no bash"
  exit 0
fi
script=$top_srcdir/src/cli/completion/axvcpu
count=0

# The words that bash makes of a line: it also cuts at = and :, which are words of their own.
split() {
  local text=$1 word
  COMP_WORDS=()
  while [[ $text =~ ^[[:space:]]*([=:]+|[^=:[:space:]]+)(.*)$ ]]; do
    COMP_WORDS+=("${BASH_REMATCH[1]}")
    text=${BASH_REMATCH[2]}
  done
  [[ $1 == *[[:space:]] ]] && COMP_WORDS+=("")
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
}

# What the line is completed to, in one line, and whether bash puts a blank behind it.
complete_line() {
  nospace=
  COMP_LINE="$AXVCPU $1" COMP_POINT=$((${#AXVCPU} + 1 + ${#1}))
  split "$COMP_LINE"
  COMPREPLY=()
  _axvcpu
  got="${COMPREPLY[*]}$nospace"
}

compopt() { nospace=" $*"; }

check() {
  complete_line "$1"
  count=$((count + 1))
  if test "$got" = "$2"; then
    echo "ok $count - '$1'"
  else
    echo "not ok $count - '$1'"
    echo "# expected: $2"
    echo "# got:      $got"
  fi
}

has() {
  complete_line "$1"
  count=$((count + 1))
  case " $got " in
    *" $2 "*) echo "ok $count - '$1' to $2 among others" ;;
    *) echo "not ok $count - '$1' to $2 among others"; echo "# got: $got" ;;
  esac
}

# shellcheck source=/dev/null
. "$script"
check "dec" "decode"
check "--v" "--version"
check "run --tr" "--trace"
check "run --trace=" "text json"
check "run --trace=j" "json"
check "run -b so" "soft"
check "run --backend so" "soft"
check "run --isa rv64i" "rv64imac"
check "run /et" ""
check "decode --js" "--json"
check "decode he" "hext"
check "decode hext scau" "scause= -o nospace"
check "decode --json hext htin" "htinst= -o nospace"
check "decode hext scause=hardw" "hardware_error"
check "decode hext a0=5 scause=load_g" "load_guest_page"
check "decode hext spv" "spv= spvp= -o nospace"
check "decode hext a" "a0= a1= a2= a3= a4= a5= a6= a7= -o nospace"
check "decode nothing a" ""
check "spec sh" "show"
check "spec show mmio_r" "mmio_read"
check "spec list ev" "event"
check "spec graph li" "lifecycle"
check "spec graph --format me" "mermaid"
check "spec graph --format=d" "dot"
has "run --" "--kernel"
has "backends --" "--json"
has "decode " "soft"
has "decode hext " "rd="
has "spec graph " "hext"
complete -p axvcpu | grep -q -- "-o default -F _axvcpu axvcpu" && registered= || registered="not "
count=$((count + 1))
echo "${registered}ok $count - bash is told, and completes names of files where there is nothing else"
echo "1..$count"
