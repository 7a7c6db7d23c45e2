# SPDX-License-Identifier: MIT
# AXVCPU_COMPILER
# Substitute AXVCPU_CFLAGS and AXVCPU_LDFLAGS: language, warnings, threads and
# sanitizers, kept apart from the user's CFLAGS; and AXVCPU_VERSION_SCRIPT.
AC_DEFUN([AXVCPU_COMPILER], [
AXVCPU_CFLAGS="-std=c11 -pthread -Wall -Wextra -Wpedantic -Wshadow -Wmissing-prototypes -Wstrict-prototypes"
AXVCPU_LDFLAGS="-pthread"

AC_ARG_ENABLE([werror],
  [AS_HELP_STRING([--enable-werror], [take compiler warnings as errors])],
  [], [enable_werror=no])
AS_IF([test "x$enable_werror" != xno], [AXVCPU_CFLAGS="$AXVCPU_CFLAGS -Werror"])

AC_ARG_ENABLE([sanitizers],
  [AS_HELP_STRING([--enable-sanitizers=LIST],
    [build with -fsanitize=LIST, such as address,undefined or thread])],
  [], [enable_sanitizers=no])
AS_CASE([$enable_sanitizers],
  [no], [],
  [yes], [AC_MSG_ERROR([--enable-sanitizers needs a list, such as address,undefined])],
  [axvcpu_sanitize="-fsanitize=$enable_sanitizers -fno-sanitize-recover=all"
   AXVCPU_CFLAGS="$AXVCPU_CFLAGS $axvcpu_sanitize -fno-omit-frame-pointer"
   AXVCPU_LDFLAGS="$AXVCPU_LDFLAGS $axvcpu_sanitize"])
AC_SUBST([AXVCPU_SANITIZERS], [$enable_sanitizers])
AC_SUBST([AXVCPU_CFLAGS])
AC_SUBST([AXVCPU_LDFLAGS])

AC_CACHE_CHECK([whether the linker takes a version script], [axvcpu_cv_version_script],
  [axvcpu_save_LDFLAGS=$LDFLAGS
   LDFLAGS="$LDFLAGS -shared -fPIC -Wl,--version-script=$srcdir/src/libaxvcpu.map"
   AC_LINK_IFELSE([AC_LANG_SOURCE([[int axvcpu_probe; ]])],
     [axvcpu_cv_version_script=yes], [axvcpu_cv_version_script=no])
   LDFLAGS=$axvcpu_save_LDFLAGS])
AM_CONDITIONAL([VERSION_SCRIPT], [test "x$axvcpu_cv_version_script" = xyes])
])
