# SPDX-License-Identifier: EUPL-1.2
"""What the pages show, in the reader's words. Import the modules: forms share their words."""
