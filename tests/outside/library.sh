# SPDX-License-Identifier: MIT
# What the tests of this directory share: TAP, an installed copy, a clean environment.
number=0
failed=0

ok() { # STATUS NAME
  number=$((number + 1))
  if test "$1" = 0; then echo "ok $number - $2"; else echo "not ok $number - $2"; failed=1; fi
}

skip() { # NAME REASON
  number=$((number + 1))
  echo "ok $number - $1 # SKIP $2"
}

skip_all() { # REASON
  echo "1..0 # SKIP $1"
  exit 0
}

finish() {
  echo "1..$number"
  exit $failed
}

has() { command -v "$1" >/dev/null; }

# Run a command; its output is in $work/log, and shown if it fails.
quietly() {
  "$@" >"$work/log" 2>&1 </dev/null && return
  sed 's/^/# /' "$work/log" | tail -n 30
  return 1
}

# The reader's environment has nothing of the build around this test.
begin() {
  work=$(mktemp -d) || exit 1
  trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
  host_cc=$CC
  unset CC CFLAGS LDFLAGS MAKEFLAGS MFLAGS MAKELEVEL DESTDIR
}

# Look packages up as they are staged below $1, for $2 (a prefix in it).
use_staged() { # ROOT PREFIX
  export PKG_CONFIG_SYSROOT_DIR="$1" PKG_CONFIG_LIBDIR="$1$2/lib/pkgconfig"
  export ACLOCAL_PATH="$1$2/share/aclocal" LD_LIBRARY_PATH="$1$2/lib"
  PATH="$1$2/bin:$PATH"
}
