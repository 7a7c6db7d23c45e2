# SPDX-License-Identifier: MIT
# The back ends.
