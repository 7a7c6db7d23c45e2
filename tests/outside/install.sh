#!/bin/sh
# SPDX-License-Identifier: MIT
# Build and install in each way that a distribution or a hypervisor does: from a
# read-only source tree, staged, for another processor, and without a libc.
# shellcheck disable=SC2154 # the Makefile sets top_srcdir, top_builddir
here=$top_srcdir/tests/outside
# shellcheck source-path=SCRIPTDIR
. "$here/library.sh"
test "$AXVCPU_SANITIZERS" = no || skip_all "a build with sanitizers is not for others"
begin
export PYTHON

# What a tarball holds, then nobody writes there: root could, so times are looked at.
quietly "$MAKE" -C "$top_builddir" distdir distdir="$work/source" &&
  chmod -R a-w "$work/source" && touch "$work/copied"
ok $? "the sources are copied"
sleep 1

machine() { LC_ALL=C readelf -h "$1" | sed -n 's/^ *Machine: *//p'; }

is_for() { # MACHINE FILE
  found=$(machine "$2" | sort -u)
  test "$found" = "$1" || { echo "# $2: $found"; return 1; }
}

built() { # NAME CONFIGURE-ARGUMENT...
  name=$1
  shift
  mkdir "$work/$name" && cd "$work/$name" || exit 1
  quietly "$work/source/configure" --prefix=/opt/axvcpu CFLAGS=-O1 "$@" && quietly "$MAKE" -j2
  ok $? "$name: configured and built from sources that are read-only"
  quietly "$MAKE" install DESTDIR="$work/$name/root"
  ok $? "$name: installed below DESTDIR"
  test "$(ls root)" = opt
  ok $? "$name: and nowhere else"
  export PKG_CONFIG_SYSROOT_DIR="$PWD/root" PKG_CONFIG_LIBDIR="$PWD/root/opt/axvcpu/lib/pkgconfig"
}

removed() {
  quietly "$MAKE" uninstall DESTDIR="$work/$name/root"
  ok $? "$name: uninstalled"
  left=$(cd root && find . ! -type d)
  test -z "$left" || echo "# $left"
  test -z "$left" && test ! -d root/opt/axvcpu/include/axvcpu && test ! -d root/opt/axvcpu/share/axvcpu &&
    test ! -d root/opt/axvcpu/lib/axvcpu
  ok $? "$name: nothing of it is left"
  cd "$work" || exit 1
}

hosted() { # TRIPLET MACHINE
  has "$1-gcc" || { skip "$1: hosted" "$1-gcc is not installed"; return; }
  echo '#include <stdio.h>' | "$1-gcc" -E - >"$work/log" 2>&1 ||
    { skip "$1: hosted" "$1-gcc has no C library"; return; }
  has pkg-config || { skip "$1: hosted" "pkg-config is not installed"; return; }
  built "$1" --host="$1" --without-cli
  is_for "$2" root/opt/axvcpu/lib/libaxvcpu.so && is_for "$2" root/opt/axvcpu/lib/libaxvcpu.a
  ok $? "$1: the library is for $2"
  # shellcheck disable=SC2046 # several flags
  quietly "$1-gcc" -std=c11 -Wall -Werror -o program "$here/hosted.c" $(pkg-config --cflags --libs axvcpu) &&
    is_for "$2" program
  ok $? "$1: a program is linked with it"
  # shellcheck disable=SC2046
  quietly "$1-gcc" -static -std=c11 -o program "$here/hosted.c" $(pkg-config --static --cflags --libs axvcpu)
  ok $? "$1: and a static one"
  removed
}

freestanding() { # ARCH TRIPLET MACHINE
  has clang && has ld.lld || { skip "$1: freestanding" "clang and ld.lld are not installed"; return; }
  has pkg-config || { skip "$1: freestanding" "pkg-config is not installed"; return; }
  built "$2" --host="$2" --enable-freestanding CC="clang --target=$2"
  archive=root/opt/axvcpu/lib/axvcpu/$1/libaxvcpu.a
  is_for "$3" $archive
  ok $? "$2: the archive is for $3"
  test -z "$(find root -name 'libaxvcpu.so*' -o -name '*.la' -o -name axvcpu.pc)"
  ok $? "$2: no hosted library is installed with it"
  package=axvcpu-freestanding-$1
  # shellcheck disable=SC2046
  quietly clang --target="$2" -std=c11 -O2 -Wall -Wextra -Werror $(pkg-config --cflags "$package") \
    -c -o bare.o "$here/bare.c"
  ok $? "$2: a hypervisor is compiled with the flags of $package.pc"
  # shellcheck disable=SC2046
  quietly ld.lld -o bare bare.o $(pkg-config --libs "$package") && is_for "$3" bare
  ok $? "$2: and linked, without a libc"
  test -z "$(nm -u bare)"
  ok $? "$2: nothing is missing in it"
  test "$1" != riscv64 || nm bare | grep -q ' T axvcpu_hext_run$'
  ok $? "$2: the back end of the hardware is in it, where there is one"
  removed
}

hosted aarch64-linux-gnu AArch64
hosted riscv64-linux-gnu RISC-V
freestanding riscv64 riscv64-unknown-elf RISC-V
freestanding aarch64 aarch64-none-elf AArch64
freestanding x86_64 x86_64-unknown-elf "Advanced Micro Devices X86-64"

mkdir "$work/i386" && cd "$work/i386" || exit 1
"$work/source/configure" --host=i386-unknown-elf --enable-freestanding CC="cc" >"$work/log" 2>&1
test $? != 0 && grep -q "knows x86_64, aarch64 and riscv64, not i386" "$work/log"
ok $? "a processor that it is not for is refused"
cd "$work" || exit 1

changed=$(find "$work/source" -newer "$work/copied")
test -z "$changed" || echo "# $changed"
test -z "$changed"
ok $? "the sources are as they were"
finish
