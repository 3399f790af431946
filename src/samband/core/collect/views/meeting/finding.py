# SPDX-License-Identifier: EUPL-1.2
"""What does not exist, and what somebody may not know of, is answered alike: 404."""

from samband.core.access.views import answering_404
from samband.core.collect.queries import NoSuchAsk
from samband.core.collect.queries.meeting import NoSuchMeeting

found = answering_404(NoSuchAsk, NoSuchMeeting)
