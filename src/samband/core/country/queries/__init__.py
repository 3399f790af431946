# SPDX-License-Identifier: EUPL-1.2
from samband.core.country.queries.packs import available_packs, load_description, load_pack

__all__ = ["available_packs", "load_description", "load_pack"]
