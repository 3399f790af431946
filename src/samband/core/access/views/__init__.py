# SPDX-License-Identifier: EUPL-1.2
"""What views of every area need to know about who is asking, and the pages of sign-in, people and roles."""

from samband.core.access.views.asking import ActorRequest, answering_404, signed_in

__all__ = ["ActorRequest", "answering_404", "signed_in"]
