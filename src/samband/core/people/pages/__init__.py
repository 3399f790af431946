# SPDX-License-Identifier: EUPL-1.2
"""What the pages show, in words. Import the modules: forms share their words."""
