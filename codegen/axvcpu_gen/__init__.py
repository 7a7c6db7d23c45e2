# SPDX-License-Identifier: MIT
"""The generator of axvcpu: source (positioned nodes), model (all meaning), emit (layout)."""
