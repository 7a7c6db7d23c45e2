#!/bin/sh
# SPDX-License-Identifier: MIT
# Harts without the hypervisor extension.
# shellcheck disable=SC2154 # the Makefile sets top_srcdir
exec "$top_srcdir/tests/monitor/run" tests/monitor/absent "" -cpu rv64,h=off
