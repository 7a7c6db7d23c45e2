# SPDX-License-Identifier: MIT
# AXVCPU_FREESTANDING_BEGIN
# Before AC_PROG_CC. --enable-freestanding: build for a processor without an
# operating system and without a libc. No program can be linked or run there, so
# while the compiler is tested it makes an object file, by the name of a program.
AC_DEFUN([AXVCPU_FREESTANDING_BEGIN], [
AC_ARG_ENABLE([freestanding],
  [AS_HELP_STRING([--enable-freestanding],
    [build the archive for hypervisors without a libc, for the processor of --host, and nothing else])],
  [], [enable_freestanding=no])
AS_IF([test "x$enable_freestanding" != xno],
  [axvcpu_user_LDFLAGS=$LDFLAGS
   LDFLAGS="$LDFLAGS -c -o a.out"
   cross_compiling=yes
   enable_shared=no
   with_cli=no])
])

# AXVCPU_RISCV64_MARCH
# Set axvcpu_march. CSRs and FENCE.I were part of I once, and then extensions: some
# assemblers want them named, others do not know the names.
AC_DEFUN([AXVCPU_RISCV64_MARCH], [
axvcpu_march=-march=rv64imac_zicsr_zifencei
AS_IF([test "$host_cpu" = riscv64], [
  axvcpu_save_CFLAGS=$CFLAGS
  CFLAGS="$CFLAGS $axvcpu_march -mabi=lp64"
  AC_COMPILE_IFELSE([AC_LANG_SOURCE([[int probe; ]])], [], [axvcpu_march=-march=rv64imac])
  CFLAGS=$axvcpu_save_CFLAGS])
])

# AXVCPU_FREESTANDING_END
# After the compiler is known. Substitute FREESTANDING_ARCH and FREESTANDING_CFLAGS,
# the flags that whatever is linked with the archive needs, too.
AC_DEFUN([AXVCPU_FREESTANDING_END], [
AC_REQUIRE([AC_CANONICAL_HOST])
AM_CONDITIONAL([FREESTANDING], [test "x$enable_freestanding" != xno])
AS_IF([test "x$enable_freestanding" != xno], [
  LDFLAGS=$axvcpu_user_LDFLAGS
  AXVCPU_RISCV64_MARCH
  AS_CASE([$host_cpu],
    [x86_64], [axvcpu_flags="-mgeneral-regs-only -mno-red-zone"],
    [aarch64], [axvcpu_flags="-mgeneral-regs-only -mno-outline-atomics"],
    [riscv64], [axvcpu_flags="$axvcpu_march -mabi=lp64 -mcmodel=medany -mno-relax"],
    [AC_MSG_ERROR([--enable-freestanding knows x86_64, aarch64 and riscv64, not $host_cpu
name the processor by --host, such as --host=riscv64-unknown-elf])])
  AC_SUBST([FREESTANDING_ARCH], [$host_cpu])
  AC_SUBST([FREESTANDING_CFLAGS],
    ["-ffreestanding -fno-stack-protector $axvcpu_flags -DAXVCPU_FREESTANDING"])
  axvcpu_save_CFLAGS=$CFLAGS
  CFLAGS="$CFLAGS $FREESTANDING_CFLAGS"
  AC_MSG_CHECKING([whether $CC takes $axvcpu_flags])
  AC_COMPILE_IFELSE([AC_LANG_SOURCE([[#include <stdint.h>
    _Static_assert(sizeof(void *) == 8, "64 bits");]])],
    [AC_MSG_RESULT([yes])],
    [AC_MSG_RESULT([no])
     AC_MSG_ERROR([$CC does not compile for $host_cpu without a libc
name one that does, such as CC="clang --target=$host_cpu-unknown-elf"])])
  CFLAGS=$axvcpu_save_CFLAGS])
])
