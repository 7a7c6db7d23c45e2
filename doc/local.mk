# SPDX-License-Identifier: MIT
# The pages that are written by hand.
EXTRA_DIST += README.md %D%/quickstart.md %D%/quickstart.zh.md
