# SPDX-License-Identifier: MIT
"""What the templates lay out: names of C, in order, nothing left to decide."""
