# SPDX-License-Identifier: EUPL-1.2
"""Files in which people write down rules, plans and questionnaires: read safely, every fault told at once."""
