# SPDX-License-Identifier: MIT
# AXVCPU_PYTHON(MODULE...)
# Set PYTHON to a python3 that imports every MODULE. The first python3 in PATH
# may be one that lacks them, so each is tried; a PYTHON that the user gives is
# taken or refused, and never replaced. A source tree with the generated files in
# it (a tarball) needs none: PYTHON is then the command `:'.
AC_DEFUN([AXVCPU_PYTHON], [
AC_ARG_VAR([PYTHON], [a python3 that imports yaml and jinja2, or : with a tarball])
AC_MSG_CHECKING([for a python3 that imports m4_join([ and ], $@)])
axvcpu_import='import sys; assert sys.version_info >= (3, 8); import m4_join([, ], $@)'
AS_IF([test -n "$PYTHON"], [axvcpu_pythons=$PYTHON],
  [axvcpu_pythons="python3 /usr/bin/python3 python python3.14 python3.13 python3.12 python3.11 dnl
python3.10 python3.9 python3.8 /usr/local/bin/python3"])
axvcpu_python=
for axvcpu_candidate in $axvcpu_pythons; do
  AS_IF([test -z "$axvcpu_python" && test "x$axvcpu_candidate" != x: &&
         "$axvcpu_candidate" -B -c "$axvcpu_import" >/dev/null 2>&1 </dev/null],
    [axvcpu_python=`command -v "$axvcpu_candidate"`])
done
AS_IF([test -n "$axvcpu_python"], [PYTHON=$axvcpu_python],
  [test -f "$srcdir/generated.stamp" && { test -z "$PYTHON" || test "x$PYTHON" = x:; }],
  [PYTHON=:])
AS_IF([test -n "$axvcpu_python"], [AC_MSG_RESULT([$PYTHON])],
  [test "x$PYTHON" = x: && test -f "$srcdir/generated.stamp"],
  [AC_MSG_RESULT([none, and the generated files are here])],
  [AC_MSG_RESULT([none])
   AC_MSG_ERROR([no python3 that imports yaml and jinja2 among: $axvcpu_pythons
Install them by one of
    apt-get install python3-yaml python3-jinja2
    dnf install python3-pyyaml python3-jinja2
    pacman -S python-yaml python-jinja
or name another by PYTHON=/path/to/python3.])])
])
