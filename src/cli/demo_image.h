/* SPDX-License-Identifier: MIT */
/* The built-in demo guest, position fixed at the default address of flat images. */
#ifndef CLI_DEMO_IMAGE_H
#define CLI_DEMO_IMAGE_H

#include <stddef.h>

extern const unsigned char demo_image[];
extern const size_t demo_image_size;

#endif
