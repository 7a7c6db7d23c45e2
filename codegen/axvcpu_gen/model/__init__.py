# SPDX-License-Identifier: MIT
"""What the specs mean; every check is here."""
