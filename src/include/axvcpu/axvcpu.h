/* SPDX-License-Identifier: MIT */
/** @file axvcpu.h Everything that a user of the library needs. */
#ifndef AXVCPU_AXVCPU_H
#define AXVCPU_AXVCPU_H

#include <axvcpu/arch.h>
#include <axvcpu/config.h>
#include <axvcpu/error.h>
#include <axvcpu/exits.h>
#include <axvcpu/export.h>
#include <axvcpu/lifecycle.h>
#include <axvcpu/names.h>
#include <axvcpu/ops.h>
#include <axvcpu/percpu.h>
#include <axvcpu/space.h>
#include <axvcpu/status.h>
#include <axvcpu/vcpu.h>

#endif
