# SPDX-License-Identifier: MIT
# AX_AXVCPU([MINIMUM-VERSION])
# Find axvcpu and its generator, for a project that adds an arch or a back end.
# Substitutes AXVCPU_CFLAGS, AXVCPU_LIBS, AXVCPU_SPECDIR, AXVCPU_GEN (each of
# which the user may give), and AXVCPU_RULES: put the line
#     @AXVCPU_RULES@
# into Makefile.am, below the variable axvcpu_generated that lists what
# `axvcpu-gen list' prints. Needs GNU make.
AC_DEFUN([AX_AXVCPU], [
PKG_CHECK_MODULES([AXVCPU], [axvcpu]m4_ifval([$1], [[ >= $1]]))
PKG_CHECK_VAR([AXVCPU_SPECDIR], [axvcpu], [specdir])
PKG_CHECK_VAR([AXVCPU_GEN], [axvcpu], [generator])
PKG_CHECK_VAR([AXVCPU_MAKEFRAGMENT], [axvcpu], [makefragment])
AC_CACHE_CHECK([whether $AXVCPU_GEN works], [ax_cv_axvcpu_gen],
  [AS_IF(["$AXVCPU_GEN" --spec "$AXVCPU_SPECDIR" list >/dev/null 2>conftest.err],
     [ax_cv_axvcpu_gen=yes], [ax_cv_axvcpu_gen=no])])
AS_IF([test "x$ax_cv_axvcpu_gen" = xno],
  [cat conftest.err >&AS_MESSAGE_LOG_FD
   AC_MSG_ERROR([$AXVCPU_GEN does not run: it needs a python3 with yaml and jinja2, which
PYTHON=/path/to/python3 in the environment names; config.log has what it said])])
AC_SUBST([AXVCPU_RULES], ["include $AXVCPU_MAKEFRAGMENT"])
AM_SUBST_NOTMAKE([AXVCPU_RULES])
])
