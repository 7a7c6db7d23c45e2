/* SPDX-License-Identifier: MIT */
/*
 * The dispatch table of wire. Generated from spec/backend/wire.yaml, spec/ops.yaml; change it
 * there.
 */

#include <generated/wire_ops.h>

const struct axvcpu_ops axvcpu_wire_ops = {
	.size = sizeof(struct axvcpu_ops),
	.name = "wire",
	.create = axvcpu_wire_create, /* spec/ops.yaml:4 */
	.run = axvcpu_wire_run, /* spec/ops.yaml:6 */
};
