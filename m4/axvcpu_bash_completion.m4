# SPDX-License-Identifier: MIT
# AXVCPU_BASH_COMPLETION
# Where bash-completion looks for what it loads, below this installation's own prefix.
AC_DEFUN([AXVCPU_BASH_COMPLETION], [
AC_ARG_WITH([bash-completion-dir],
  [AS_HELP_STRING([--with-bash-completion-dir=DIR],
    [where completion for bash goes [DATADIR/bash-completion/completions]])],
  [], [with_bash_completion_dir=yes])
AS_CASE([$with_bash_completion_dir],
  [yes], [PKG_CHECK_VAR([BASH_COMPLETION_DIR], [bash-completion], [completionsdir], [],
    [BASH_COMPLETION_DIR=])
    AS_CASE([$BASH_COMPLETION_DIR], ["$prefix"/*], [],
      [BASH_COMPLETION_DIR='${datadir}/bash-completion/completions'])],
  [BASH_COMPLETION_DIR=$with_bash_completion_dir])
AC_SUBST([BASH_COMPLETION_DIR])
AM_CONDITIONAL([BASH_COMPLETION], [test "x$with_bash_completion_dir" != xno])
])
