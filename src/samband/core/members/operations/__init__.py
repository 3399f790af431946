# SPDX-License-Identifier: EUPL-1.2
from samband.core.members.operations.register import LoadedRegister, load_pack

__all__ = ["LoadedRegister", "load_pack"]
