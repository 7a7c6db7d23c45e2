/* SPDX-License-Identifier: MIT */
/** @file export.h How the library's symbols are marked. */
#ifndef AXVCPU_EXPORT_H
#define AXVCPU_EXPORT_H

/** A symbol that users of the library may call. */
#define AXVCPU_API __attribute__((visibility("default")))

/** A result that must not be dropped: it may say that nothing was done. */
#define AXVCPU_NODISCARD __attribute__((warn_unused_result))

#endif
