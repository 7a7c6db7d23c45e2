# SPDX-License-Identifier: MIT
# AXVCPU_CLI_LIBRARIES
# What the command needs beside the library: ELF and JSON.
AC_DEFUN([AXVCPU_CLI_LIBRARIES], [
PKG_CHECK_MODULES([CLI], [libelf json-c], [],
  [AC_MSG_ERROR([libelf or json-c, which the command axvcpu needs, is missing
Install them by one of
    apt-get install pkgconf libelf-dev libjson-c-dev
    dnf install pkgconf elfutils-libelf-devel json-c-devel
    pacman -S pkgconf libelf json-c
or build the library alone by --without-cli.])])
])
