# SPDX-License-Identifier: EUPL-1.2
from samband.core.access.rules import Permission, Role
from samband.core.web.card import MenuEntry, ToolCard, gettext_noop

COLLECT = Permission("collect.run_asks", association=frozenset({Role.ANALYST}))
"""Open and close asks, load files of answers."""

READ_ANSWERS = Permission("collect.read_answers", association=frozenset({Role.ANALYST}))
"""See answers of single respondents, which never leave the association."""

MANAGE_CASES = Permission("collect.manage_cases", association=frozenset({Role.ANALYST}))
"""See and change who is asked: names, addresses, and who has answered. Never what."""

HOLD_MEETING = Permission(
    "collect.hold_meeting",
    association=frozenset({Role.ANALYST}),
    own_authority=frozenset({Role.SECRETARY}),
)
"""Let one's own council answer in its meeting: hand out codes, see how many have answered, never who."""

CALL = Permission("collect.call", association=frozenset({Role.ANALYST, Role.INTERVIEWER}))
"""Call people who are asked: sees the one in hand and nobody else."""

SEE_FIELDWORK = Permission(
    "collect.see_fieldwork",
    association=frozenset({Role.ANALYST}),
    own_authority=frozenset({Role.CONTACT, Role.SECRETARY}),
)
"""See how many have answered in one's own authority, as counts of the days before."""

KEY_SHEETS = Permission(
    "collect.key_sheets",
    association=frozenset({Role.ANALYST, Role.INTERVIEWER}),
    own_authority=frozenset({Role.SECRETARY}),
)
"""Key in answers from sheets of paper, which bear a number and no name."""

CARD = ToolCard(
    slug="collect",
    title=gettext_noop("Answers"),
    purpose=gettext_noop("Questionnaires and the answers to them."),
    permissions=(COLLECT, READ_ANSWERS, MANAGE_CASES, HOLD_MEETING, CALL, SEE_FIELDWORK, KEY_SHEETS),
    waiting="samband.core.collect.queries.start.waiting",
    menu=(
        MenuEntry(gettext_noop("Asking"), "collect:asks", COLLECT),
        MenuEntry(gettext_noop("Calls"), "collect:phone", CALL),
    ),
    jobs={"collect.send": "samband.core.collect.operations.invitations.sending.run"},
    round="samband.core.collect.operations.round.make_round",
    words={
        "collect.frame_previewed": gettext_noop("looked at a file of people for"),
        "collect.frame_discarded": gettext_noop("discarded a file of people for"),
        "collect.sample_drawn": gettext_noop("drew {people} people for {about} (seed {seed})"),
        "collect.councils_added": gettext_noop("added {people} councillors to those asked in {about}"),
        "collect.sample_exported": gettext_noop("downloaded the {people} people asked in {about}"),
        "collect.sample_exported_with_links": gettext_noop(
            "downloaded the {people} people asked in {about}, with links"
        ),
        "collect.people_read": gettext_noop("looked at people asked in"),
        "collect.mailing_planned": gettext_noop("planned a mailing to {people} people for {about}"),
        "collect.mailing_started": gettext_noop("started to send a mailing for"),
        "collect.mailing_called_off": gettext_noop("called off a mailing for"),
        "collect.letters_written": gettext_noop("wrote {letters} letters for {about}"),
        "collect.somebody_stopped": gettext_noop("wants no more messages, asked in"),
        "collect.outcome_noted": gettext_noop("noted what became of somebody asked in"),
        "collect.returned_noted": gettext_noop("noted {number} messages that came back for {about}"),
        "collect.send": gettext_noop("Sending of invitations"),
        "collect.evidence_read": gettext_noop("downloaded {files} files of respondents of {about}"),
        "collect.sheets_made": gettext_noop("made {sheets} sheets of paper for {about}"),
        "collect.sheet_keyed": gettext_noop("keyed in a sheet of paper of"),
        "collect.sheet_settled": gettext_noop("settled how a sheet of paper was filled in, of"),
        "collect.sheet_begun_again": gettext_noop("began a sheet of paper again, of"),
        "collect.sheet_set_aside": gettext_noop("set aside a sheet of paper of"),
        "collect.ask_drafted": gettext_noop("prepared"),
        "collect.ask_changed": gettext_noop("changed the set-up of"),
        "collect.ask_opened": gettext_noop("opened for answers"),
        "collect.units_set": gettext_noop("set who is asked in"),
        "collect.ask_closed": gettext_noop("closed for answers"),
        "collect.ask_reopened": gettext_noop("reopened for answers"),
        "collect.responses_loaded": gettext_noop("loaded answers into"),
        "collect.import_previewed": gettext_noop("looked at a file of answers for"),
        "collect.import_refused": gettext_noop("was refused a file of answers for"),
        "collect.import_confirmed": gettext_noop("imported a file of answers into"),
        "collect.import_discarded": gettext_noop("discarded a file of answers for"),
        "collect.cases_added": gettext_noop("added people to be asked to"),
        "collect.cases_forgotten": gettext_noop("removed contact data of people asked in"),
        "collect.tokens_renewed": gettext_noop("made new links for people asked in"),
        "collect.quotas_set": gettext_noop("set quotas of"),
        "collect.box_opened": gettext_noop("opened the ballot box of"),
        "collect.meeting_prepared": gettext_noop("prepared a council meeting in {unit} for {about}"),
        "collect.meeting_changed": gettext_noop("corrected who is present in {unit} for {about}"),
        "collect.meeting_codes_made": gettext_noop(
            "made codes for the council of {unit} in {about} ({codes})"
        ),
        "collect.meeting_opened": gettext_noop("let the council of {unit} answer {about}"),
        "collect.meeting_closed": gettext_noop(
            "closed the answering in the council of {unit} for {about} (answers: {answered})"
        ),
        "collect.calls_planned": gettext_noop("set how people are called for"),
        "collect.call_given": gettext_noop("was given somebody to call for"),
        "collect.call_ended": gettext_noop("noted what came of a call for"),
        "collect.call_released": gettext_noop("gave back somebody to call for"),
        "collect.outcomes_downloaded": gettext_noop("downloaded what came of asking people in"),
        "collect.meeting_called_off": gettext_noop("called off the council meeting in {unit} for {about}"),
    },
)
