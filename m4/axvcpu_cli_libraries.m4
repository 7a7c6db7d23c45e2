# SPDX-License-Identifier: MIT
# AXVCPU_CLI_LIBRARIES
# What the command needs beside the library: ELF, JSON, and device trees; not every
# distribution's libfdt is known to pkg-config.
AC_DEFUN([AXVCPU_CLI_LIBRARIES], [
axvcpu_cli_libraries=yes
PKG_CHECK_MODULES([CLI], [libelf json-c], [], [axvcpu_cli_libraries=no])
AC_CHECK_HEADER([libfdt.h], [], [axvcpu_cli_libraries=no])
AC_CHECK_LIB([fdt], [fdt_begin_node], [CLI_LIBS="$CLI_LIBS -lfdt"], [axvcpu_cli_libraries=no])
AS_IF([test "$axvcpu_cli_libraries" = no],
  [AC_MSG_ERROR([libelf, json-c or libfdt, which the command axvcpu needs, is missing
Install them by one of
    apt-get install pkgconf libelf-dev libjson-c-dev libfdt-dev
    dnf install pkgconf elfutils-libelf-devel json-c-devel libfdt-devel
    pacman -S pkgconf libelf json-c dtc
or build the library alone by --without-cli.])])
])
