# SPDX-License-Identifier: MIT
# AXVCPU_RISCV64_BINUTILS
# Set RISCV64_AS and RISCV64_LD, which make the built-in demo guest. A tarball
# ships the guest, so there they may be missing (`:'). RISCV64_CC and RISCV64_OBJCOPY
# make the guests of the tests, which are skipped without them.
AC_DEFUN([AXVCPU_RISCV64_BINUTILS], [
AC_ARG_VAR([RISCV64_AS], [assembler for riscv64])
AC_ARG_VAR([RISCV64_LD], [linker for riscv64])
AC_ARG_VAR([RISCV64_CC], [C compiler for the riscv64 guests of the tests])
AC_ARG_VAR([RISCV64_OBJCOPY], [objcopy for riscv64])
AC_CHECK_PROGS([RISCV64_CC], [riscv64-linux-gnu-gcc riscv64-unknown-elf-gcc dnl
riscv64-elf-gcc riscv64-unknown-linux-gnu-gcc], [:])
AC_CHECK_PROGS([RISCV64_OBJCOPY], [riscv64-linux-gnu-objcopy riscv64-unknown-elf-objcopy dnl
riscv64-elf-objcopy riscv64-unknown-linux-gnu-objcopy], [:])
AC_CHECK_PROGS([RISCV64_AS], [riscv64-linux-gnu-as riscv64-unknown-elf-as dnl
riscv64-elf-as riscv64-unknown-linux-gnu-as], [:])
AC_CHECK_PROGS([RISCV64_LD], [riscv64-linux-gnu-ld riscv64-unknown-elf-ld dnl
riscv64-elf-ld riscv64-unknown-linux-gnu-ld], [:])
AS_IF([test ! -f "$srcdir/generated.stamp" &&
       { test "x$RISCV64_AS" = x: || test "x$RISCV64_LD" = x:; }],
  [AC_MSG_ERROR([no assembler and linker for riscv64
Install them by one of
    apt-get install binutils-riscv64-linux-gnu
    dnf install binutils-riscv64-linux-gnu
    pacman -S riscv64-linux-gnu-binutils
or name others by RISCV64_AS and RISCV64_LD.])])
])
