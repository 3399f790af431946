# SPDX-License-Identifier: EUPL-1.2
"""The thin path: answers as JSON, taken before Django's request cycle, with the same checks and words.

``POST /collect/api/v1/submissions``, ``GET /collect/api/v1/openapi.json`` and
``GET /collect/api/v1/forms/<ask>``. No cookies, no session, nothing kept of who asked.
"""

from samband.core.collect.api.application import with_intake

__all__ = ["with_intake"]
