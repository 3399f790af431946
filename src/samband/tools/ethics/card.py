# SPDX-License-Identifier: EUPL-1.2
from samband.core.access.rules import Permission, Role
from samband.core.web.card import MenuEntry, ToolCard, gettext_noop

DECLARE = Permission(
    "ethics.declare",
    own_authority=frozenset({Role.COUNCILLOR, Role.CONTACT, Role.SECRETARY, Role.EMPLOYEE}),
)
"""Keep one's own interests; whoever the account belongs to may do it for that person and nobody else."""

RECONCILE = Permission("ethics.reconcile", own_authority=frozenset({Role.CONTACT, Role.SECRETARY}))
"""See who of one's own elected and employees has declared, write down what they tell. Not for the
association.
"""

OVERSEE = Permission("ethics.oversee", association=frozenset({Role.ADMINISTRATOR, Role.ANALYST}))
"""See how complete and how fresh the register is in each member, as counts."""

IMPORT = Permission(
    "ethics.import", association=frozenset({Role.ADMINISTRATOR}), own_authority=frozenset({Role.CONTACT})
)
"""Load posts from a public register: for everybody, or for one's own elected."""

SCREEN = Permission("ethics.screen", own_authority=frozenset({Role.CONTACT, Role.SECRETARY}))
"""Hold the agenda of a meeting of one's own member against the interests, and keep what the body decides."""

CHECK = Permission("ethics.check", own_authority=frozenset({Role.CONTACT, Role.SECRETARY}))
"""Hold a case of one's own member against the interests of all who deal with it, and keep what was done."""

DELEGATE = Permission("ethics.delegate", own_authority=frozenset({Role.CONTACT, Role.SECRETARY}))
"""Keep the register of who may decide what on behalf of the bodies of one's own member."""

ADVISE = Permission("ethics.advise", own_authority=frozenset({Role.CONTACT, Role.SECRETARY}))
"""Answer questions of the own member about taking part, with names."""

ADVISE_UNNAMED = Permission(
    "ethics.advise_unnamed", association=frozenset({Role.ADMINISTRATOR, Role.ANALYST})
)
"""Answer those that the asker has sent to the association, without any name."""

CARD = ToolCard(
    slug="ethics",
    title=gettext_noop("Interests"),
    purpose=gettext_noop("Posts and interests of those elected: declared, dated, with their sources."),
    permissions=(DECLARE, RECONCILE, OVERSEE, IMPORT, SCREEN, CHECK, DELEGATE, ADVISE, ADVISE_UNNAMED),
    menu=(
        MenuEntry(gettext_noop("Interests"), "ethics:register"),
        MenuEntry(gettext_noop("Dilemmas"), "ethics:dilemmas"),
    ),
    waiting="samband.tools.ethics.queries.waiting",
    names="samband.tools.ethics.queries.names.names_of",
    holdings="samband.tools.ethics.pages.held.holdings",
    round="samband.tools.ethics.pages.rounds.go_round",
    demo="samband.tools.ethics.management.demo.load_demo",
    words={
        "ethics.interest_declared": gettext_noop("declared an interest of"),
        "ethics.interest_corrected": gettext_noop("corrected an interest of"),
        "ethics.interest_ended": gettext_noop("ended an interest of"),
        "ethics.interest_withdrawn": gettext_noop("took back an interest of"),
        "ethics.asked_to_declare": gettext_noop("asked for a list of interests of"),
        "ethics.confirmed": gettext_noop("confirmed the interests of"),
        "ethics.interests_read": gettext_noop("read the interests of"),
        "ethics.gifts_read": gettext_noop("read gifts, travel and work of those elected in"),
        "ethics.register_taken": gettext_noop("took away for a screening all interests of"),
        "ethics.roles_imported": gettext_noop(
            "loaded posts from a public register (new: {posts}, ended: {ended})"
        ),
        "ethics.ownership_imported": gettext_noop(
            "loaded from a register who owns organisations (new: {ownerships}, ended: {ended})"
        ),
        "ethics.training_opened": gettext_noop("opened a training session (dilemmas: {dilemmas})"),
        "ethics.training_ended": gettext_noop("ended a training session (dilemmas: {dilemmas})"),
        "ethics.trainings_erased": gettext_noop("erased old training sessions (sessions: {sessions})"),
        "ethics.meeting_entered": gettext_noop("entered the meeting"),
        "ethics.meeting_changed": gettext_noop("changed the items of the meeting"),
        "ethics.meeting_erased": gettext_noop("erased the meeting of {body} on {day}"),
        "ethics.meeting_screened": gettext_noop("held against the interests the agenda of"),
        "ethics.screening_read": gettext_noop("read who may have to step aside in"),
        "ethics.decision_recorded": gettext_noop("recorded what was decided about taking part in"),
        "ethics.attendance_recorded": gettext_noop("recorded who was present in"),
        "ethics.advice_asked": gettext_noop("asked for advice about taking part in"),
        "ethics.advice_taken": gettext_noop("took on a question about taking part in"),
        "ethics.advice_kept": gettext_noop("worked on a question about taking part in"),
        "ethics.advice_given": gettext_noop("gave advice about taking part in"),
        "ethics.advice_read": gettext_noop("read a question about taking part in"),
        "ethics.concerned_told": gettext_noop("wrote to those concerned by {about} (mails: {mails})"),
        "ethics.kin_opened": gettext_noop("opened the private list of family and close ties of"),
        "ethics.case_entered": gettext_noop("entered the case"),
        "ethics.case_changed": gettext_noop(
            "changed the case {about} (parties: {parties}, people: {people})"
        ),
        "ethics.case_checked": gettext_noop("held against the interests the case"),
        "ethics.case_checked_again": gettext_noop(
            "held the case {about} against the interests again, since facts have changed"
        ),
        "ethics.case_opened": gettext_noop("opened the case"),
        "ethics.cases_read": gettext_noop("read the list of cases of"),
        "ethics.questions_read": gettext_noop("read the list of questions to the ethics adviser of"),
        "ethics.case_read": gettext_noop("read what came out of the case"),
        "ethics.case_statement_taken": gettext_noop("took away the statement of the case"),
        "ethics.case_closed": gettext_noop("recorded what was done in the case"),
        "ethics.case_outcome_recorded": gettext_noop("recorded what was done about a person in the case"),
        "ethics.case_reopened": gettext_noop("opened again the case"),
        "ethics.case_erased": gettext_noop("erased a case of {day}"),
        "ethics.delegation_recorded": gettext_noop("recorded who may decide for"),
        "ethics.delegation_corrected": gettext_noop("corrected who may decide for"),
        "ethics.delegation_ended": gettext_noop("ended a delegation of"),
        "ethics.delegation_withdrawn": gettext_noop("took back a delegation of"),
        "ethics.erased": gettext_noop("erased interests that are kept no longer (interests: {interests})"),
    },
)
