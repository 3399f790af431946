# SPDX-License-Identifier: EUPL-1.2
"""What does not exist is answered by 404."""

from samband.core.access.views import answering_404
from samband.core.members.rules import UnknownAuthority
from samband.tools.membership.queries import NoSuchInvoice, NoSuchModel, NoSuchNotice, NoSuchYear

found = answering_404(NoSuchInvoice, NoSuchModel, NoSuchNotice, NoSuchYear, UnknownAuthority)
