# SPDX-License-Identifier: MIT
# AXVCPU_ZYDIS
# Set ZYDIS_LIBS and the condition HAVE_ZYDIS: the disassembler, in its version 4, that the
# decoder of x86 instructions is compared with. Tests that want it are skipped without.
AC_DEFUN([AXVCPU_ZYDIS], [
axvcpu_zydis=no
AC_CHECK_HEADER([Zydis/Zydis.h],
  [AC_CHECK_LIB([Zydis], [ZydisDecoderDecodeOperands], [axvcpu_zydis=yes])])
AS_IF([test "$axvcpu_zydis" = yes], [ZYDIS_LIBS=-lZydis], [ZYDIS_LIBS=])
AC_SUBST([ZYDIS_LIBS])
AM_CONDITIONAL([HAVE_ZYDIS], [test "$axvcpu_zydis" = yes])
])
