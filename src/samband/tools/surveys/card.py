# SPDX-License-Identifier: EUPL-1.2
from samband.core.access.rules import Permission, Role
from samband.core.web.card import MenuEntry, ToolCard, gettext_noop

RUN_WAVES = Permission("surveys.run_waves", association=frozenset({Role.ANALYST}))
"""Create waves, load answers, close, estimate, review, publish."""

PREVIEW_OWN = Permission(
    "surveys.preview_own",
    association=frozenset({Role.ANALYST}),
    own_authority=frozenset({Role.CONTACT, Role.SECRETARY}),
)
"""See the protected results of one's own member before they are public."""


MARK_PRESENTED = Permission(
    "surveys.mark_presented",
    association=frozenset({Role.ANALYST}),
    own_authority=frozenset({Role.SECRETARY}),
)
"""Say that the council has had the results, which ends the embargo of its member."""

BREAK_DOWN = Permission(
    "surveys.break_down",
    association=frozenset({Role.ANALYST}),
    own_authority=frozenset({Role.CONTACT, Role.SECRETARY}),
)
"""Ask for published figures by background, such as sex and age, where these may be shown."""

REPORTS = "surveys.reports"

CARD = ToolCard(
    slug="surveys",
    title=gettext_noop("Surveys"),
    purpose=gettext_noop("What inhabitants and councillors say about local democracy, member by member."),
    permissions=(RUN_WAVES, PREVIEW_OWN, MARK_PRESENTED, BREAK_DOWN),
    menu=(MenuEntry(gettext_noop("Surveys"), "surveys:waves"),),
    jobs={REPORTS: "samband.tools.surveys.operations.make_reports"},
    waiting="samband.tools.surveys.queries.waiting",
    open_results="samband.tools.surveys.queries.open_results",
    beside_meeting="samband.tools.surveys.queries.meeting.beside_meeting",
    answer_files="samband.tools.surveys.queries.waves.answer_files",
    goal_figure="samband.tools.surveys.queries.goals.goal_figure",
    measured_again="samband.tools.surveys.queries.goals.measured_again",
    read_ahead="samband.tools.surveys.queries.ahead.read_ahead",
    words={
        REPORTS: gettext_noop("reports of a wave"),
        "surveys.wave_created": gettext_noop("created the wave"),
        "surveys.instrument_added": gettext_noop("added the questionnaire"),
        "surveys.participants_added": gettext_noop("changed the participants of the wave"),
        "surveys.weighting_chosen": gettext_noop("chose the weighting of the wave"),
        "surveys.wave_opened": gettext_noop("opened the wave"),
        "surveys.wave_closed": gettext_noop("closed the wave"),
        "surveys.wave_estimated": gettext_noop("estimated the wave"),
        "surveys.wave_reviewed": gettext_noop("reviewed the wave"),
        "surveys.wave_published": gettext_noop("published the wave"),
        "surveys.results_presented": gettext_noop("had the results presented in the council of"),
        "surveys.wave_reopened": gettext_noop("reopened the wave"),
        "surveys.answers_handed_out": gettext_noop("took out a file of the answers one by one of the wave"),
        "surveys.reports_queued": gettext_noop("ordered the reports of the wave"),
    },
)
