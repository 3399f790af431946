# SPDX-License-Identifier: EUPL-1.2
"""What the demo association is made of. Everything goes in through the operations that people use."""
