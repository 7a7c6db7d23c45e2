#!/bin/sh
# SPDX-License-Identifier: MIT
# Harts without a timer of S-mode's own: the firmware hands its interrupt on.
# shellcheck disable=SC2154 # the Makefile sets top_srcdir
exec "$top_srcdir/tests/monitor/run" tests/monitor/self "" -cpu rv64,sstc=off
