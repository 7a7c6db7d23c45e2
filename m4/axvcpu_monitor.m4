# SPDX-License-Identifier: MIT
# AXVCPU_MONITOR
# Whether the monitor on bare metal (tests/monitor) is in this build: a freestanding one
# for a processor that it knows, whose linker works. Substitute MONITOR_LDFLAGS, and
# QEMU_RISCV64, the emulator that it runs in.
AC_DEFUN([AXVCPU_MONITOR], [
AC_ARG_VAR([QEMU_RISCV64], [emulator of a riscv64 machine, for the tests of a freestanding build])
AC_CHECK_PROGS([QEMU_RISCV64], [qemu-system-riscv64], [qemu-system-riscv64])
AC_ARG_VAR([CC_FOR_BUILD], [C compiler for what the tests of a freestanding build run here])
AC_CHECK_PROGS([CC_FOR_BUILD], [cc gcc clang], [:])
axvcpu_monitor=no
MONITOR_LDFLAGS=
AS_IF([test "x$enable_freestanding" != xno && test "$host_cpu" = riscv64], [
  axvcpu_save_LDFLAGS=$LDFLAGS
  axvcpu_save_CFLAGS=$CFLAGS
  CFLAGS="$CFLAGS $FREESTANDING_CFLAGS -Werror"
  AC_MSG_CHECKING([how $CC links without a libc])
  for axvcpu_linker in -no-pie "" -fuse-ld=lld; do
    AS_IF([test "$axvcpu_monitor" = no], [
      MONITOR_LDFLAGS="$axvcpu_linker -nostdlib -Wl,-static -Wl,--build-id=none"
      LDFLAGS="$axvcpu_save_LDFLAGS $MONITOR_LDFLAGS -Wl,-e,start"
      AC_LINK_IFELSE([AC_LANG_SOURCE([[void start(void); void start(void) {}]])],
        [axvcpu_monitor=yes])])
  done
  AS_IF([test "$axvcpu_monitor" = yes], [AC_MSG_RESULT([by $MONITOR_LDFLAGS])],
    [AC_MSG_RESULT([not at all])
     AC_MSG_WARN([the monitor on bare metal is left out of make check])])
  LDFLAGS=$axvcpu_save_LDFLAGS
  CFLAGS=$axvcpu_save_CFLAGS])
AC_SUBST([MONITOR_LDFLAGS])
AM_CONDITIONAL([MONITOR], [test "$axvcpu_monitor" = yes])
])
