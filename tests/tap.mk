# SPDX-License-Identifier: MIT
# The tests speak TAP. No --ignore-exit: it would hide a crash after the last `ok'.
tap_driver = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
LOG_DRIVER = $(tap_driver)
SH_LOG_DRIVER = $(tap_driver)
SH_LOG_COMPILER = $(SHELL)
PY_LOG_DRIVER = $(tap_driver)
PY_LOG_COMPILER = $(SHELL) $(srcdir)/%D%/python-test
