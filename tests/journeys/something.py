# SPDX-License-Identifier: EUPL-1.2
"""One thing of each area, for the addresses that name one. A new area adds its maker to MAKERS."""

from collections.abc import Callable, Mapping

from django.utils import timezone

from samband.core.access.rules import INSTALLATION
from samband.tools.dialogue import operations as dialogue
from tests.cast import UTSIRA


def need() -> int:
    """Something that Utsira asked for."""
    return dialogue.record_need(
        authority=UTSIRA.code, area="legal", title="A second opinion", stated_on=timezone.localdate(),
        by=INSTALLATION, at=timezone.now(),
    ).id  # fmt: skip


def use() -> int:
    """A service that Utsira used."""
    return dialogue.record_use(
        authority=UTSIRA.code, area="finance", service="Course", used_on=timezone.localdate(),
        by=INSTALLATION, at=timezone.now(),
    ).id  # fmt: skip


MAKERS: Mapping[str, Callable[[], object]] = {"need": need, "use": use}
"""Name as in ``Visit.given`` -> makes one and returns what stands in the address."""
