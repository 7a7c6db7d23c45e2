# SPDX-License-Identifier: MIT
# The pages that are written by hand.
dist_doc_DATA += README.md %D%/backend.md %D%/porting.md %D%/quickstart.md %D%/quickstart.zh.md %D%/soft.md
