# SPDX-License-Identifier: EUPL-1.2
"""What stands beside published figures so that a machine, an archive or a portal understands them."""
