# SPDX-License-Identifier: EUPL-1.2
"""A wave that is computed and reviewed, and not public: its members may look at their own results."""

import io
from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from samband.core.access.rules import INSTALLATION
from samband.tools.surveys import operations
from samband.tools.surveys.tests.conftest import NOON, WAVE, answers
from tests.doors.door import ALL, ANALYST, CONTACT, MEDIAN, NONE, OSLO, SECRETARY, UTSIRA, Door
from tests.journeys.waves import questionnaire

RUN = frozenset({ANALYST})
MEMBERS = RUN | {CONTACT, SECRETARY}
AT = {"slug": WAVE}
ASKED = {"code": "local_democracy", "version": "2021"}
UPLOAD = {"upload": "@upload"}
TITLE = "The wave that nobody knows of"
NOTES = "What the analysts thought"


def own(code: str) -> frozenset[str]:
    """Who may look at the results of one member before the others."""
    return RUN | {UTSIRA: {CONTACT}, MEDIAN: {SECRETARY}}.get(code, set())


def of_member(name: str, code: str, **given: str) -> dict[str, object]:
    return {"name": f"surveys:{name}", "given": {**AT, "code": code, **given}}


OPEN = (
    Door("surveys:waves", get=ALL),
    Door("surveys:instruments", get=ALL),
    Door("surveys:instrument", get=ALL, given=ASKED),
    Door("surveys:instrument_file", get=ALL, given={**ASKED, "format": "xlsx"}),
    Door("surveys:instrument_file", get=ALL, given={**ASKED, "format": "zip"}),
    Door("surveys:made_up_answers", get=ALL, given=ASKED),
    Door("surveys:on_paper", get=ALL, given=ASKED),
    Door("surveys:paper_file", get=ALL, given=ASKED),
    Door("surveys:try_instrument", get=ALL, post=ALL, given=ASKED),
)
RESULTS = (
    Door("surveys:overview", get=MEMBERS, given=AT),
    Door("surveys:overview", get=MEMBERS, given=AT, query="?measure=equal_treatment&statistic=mean"),
    Door("surveys:method", get=MEMBERS, given=AT),
    Door("surveys:measure", get=NONE, given={**AT, "measure": "equal_treatment"}),
    Door("surveys:background", get=NONE, given=AT),
    Door("surveys:downloads", get=NONE, given=AT),
    Door("surveys:national_report", get=NONE, given=AT),
    Door("surveys:national_report_file", get=NONE, given={**AT, "format": "pdf"}),
    Door("surveys:national_report_file", get=NONE, given={**AT, "format": "xlsx"}),
    *(Door(**of_member("member", code), get=own(code)) for code in (UTSIRA, MEDIAN, OSLO)),
    *(Door(**of_member("member_figures", code), get=NONE) for code in (UTSIRA, MEDIAN, OSLO)),
    *(Door(**of_member("report", code), get=NONE) for code in (UTSIRA, OSLO)),
    *(Door(**of_member("report_file", code, format="pdf"), get=NONE) for code in (UTSIRA, OSLO)),
    *(Door(**of_member("report_file", code, format="xlsx"), get=NONE) for code in (UTSIRA, OSLO)),
    Door(**of_member("presented", MEDIAN), post=RUN | {SECRETARY}),
    Door(**of_member("presented", UTSIRA), post=RUN),
)
WORK = (
    Door("surveys:create", get=RUN, post=RUN),
    Door("surveys:add_instrument", get=RUN, post=RUN),
    Door("surveys:received", get=RUN, post=RUN, given=UPLOAD),
    Door("surveys:discard_received", post=RUN, given={"upload": "@second_upload"}),
    Door("surveys:work", get=RUN, given=AT),
    Door("surveys:participants", get=RUN, post=RUN, given=AT),
    Door("surveys:weighting", get=RUN, post=RUN, given=AT),
    Door("surveys:answers", get=RUN, post=RUN, given=AT),
    Door("surveys:hand_out", get=RUN, post=RUN, given=AT),
    Door("surveys:import", get=RUN, post=RUN, given={**AT, "number": "@import"}),
    Door("surveys:confirm", post=RUN, given={**AT, "number": "@import"}),
    Door("surveys:discard", post=RUN, given={**AT, "number": "@import"}),
    *(Door("surveys:step", post=RUN, given={**AT, "name": step}) for step in ("open", "close", "estimate")),
    Door("surveys:reports", post=RUN, given=AT, exists=False),  # not before publication
    Door("surveys:reopen", post=RUN, given=AT),
    Door("surveys:review", get=RUN, post=RUN, given=AT),
    Door("surveys:publish", get=RUN, post=RUN, given=AT),
)
DOORS = (*OPEN, *RESULTS, *WORK)
SECRETS = {TITLE: MEMBERS, NOTES: NONE}


def open_a_wave() -> None:
    """Utsira, Årdal and Oslo take part, and may answer."""
    step = {"wave": WAVE, "by": INSTALLATION, "at": NOON}
    operations.create_wave(
        slug=WAVE, title={"en": TITLE, "nb": TITLE}, year=2021, instrument_code="local_democracy",
        instrument_version="2021", reference_date=date(2021, 1, 1), fieldwork_from=date(2021, 9, 1),
        fieldwork_to=date(2021, 11, 30), is_synthetic=True, by=INSTALLATION, at=NOON,
    )  # fmt: skip
    seats = {UTSIRA: 11, MEDIAN: 19, OSLO: 59}
    taking_part = [
        operations.NewParticipant(code, count, date(2099, 1, 20), has_embargo=True)
        for code, count in seats.items()
    ]
    operations.add_participants(**step, participants=taking_part)
    operations.open_wave(**step)


def furnish(*, known: Mapping[str, str]) -> dict[str, str]:
    """They have answered; the figures are computed and reviewed, and nobody else knows."""
    step = {"wave": WAVE, "by": INSTALLATION, "at": NOON}
    open_a_wave()
    file = operations.preview_answers(**step, file=io.BytesIO(answers()), filename="answers.csv")
    operations.confirm_answers(**step, import_id=file.id)
    operations.close_wave(**step)
    operations.estimate_wave(**step)
    operations.review_wave(**step, notes=NOTES)
    uploads = [
        operations.receive_instrument(
            file=questionnaire(), filename="town.yaml", by=INSTALLATION, at=timezone.now()
        )
        for _ in range(2)
    ]
    return {"import": str(file.id), "upload": uploads[0], "second_upload": uploads[1]}
