# SPDX-License-Identifier: EUPL-1.2
"""Every named address of the site: which are pages, who opens them, and which are something else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from django.urls import URLPattern, URLResolver, get_resolver


class Reader(StrEnum):
    """Who opens a page. One page may look different to several."""

    ANYBODY = "anybody"
    CONTACT = "contact"
    ANALYST = "analyst"
    INTERVIEWER = "interviewer"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Visit:
    """One page as one reader sees it.

    given: arguments that the test fills in, such as ``slug``; ``number=need`` when the argument has another
    name than the thing that is made for it.
    """

    name: str
    reader: Reader = Reader.ANYBODY
    given: tuple[str, ...] = ()
    query: str = ""
    fixed: dict[str, str] = field(default_factory=dict)

    def named(self) -> Iterator[tuple[str, str]]:
        """Argument of the address and the name of the thing that stands there."""
        for one in self.given:
            argument, _, name = one.partition("=")
            yield argument, name or argument


ANYBODY, CONTACT, ANALYST, INTERVIEWER, ADMINISTRATOR = Reader
WAVE, MEMBER, FILE, JOB = ("slug",), ("slug", "code"), ("slug", "number"), ("job_id",)
FEE_MODEL = {"code": "demo_2026", "version": "1"}
SIMULATED = "?before=demo_2026:1&after=demo_bands_2026:1"
DEMOCRACY = {"code": "local_democracy", "version": "2021"}

PAGES = (
    Visit("start"),
    Visit("start", CONTACT),
    Visit("start", ANALYST),
    Visit("method"),
    Visit("account_login"),
    Visit("account_logout", CONTACT),
    Visit("account_signup"),
    Visit("account_inactive"),
    Visit("account_change_password", CONTACT),
    Visit("account_reset_password"),
    Visit("account_reset_password_done"),
    Visit("account_reset_password_from_key", fixed={"uidb36": "1", "key": "used-already"}),
    Visit("account_reset_password_from_key_done"),
    Visit("account_request_login_code"),
    Visit("socialaccount_login_cancelled"),
    Visit("account_reauthenticate", CONTACT),
    Visit("mfa_index", CONTACT),
    Visit("mfa_activate_totp", CONTACT),
    Visit("mfa_list_webauthn", CONTACT),
    Visit("mfa_add_webauthn", CONTACT),
    Visit("my_page", CONTACT),
    Visit("people_and_roles", ADMINISTRATOR),
    Visit("person_access", ADMINISTRATOR, ("person=account",)),
    Visit("authority_access", CONTACT, ("code",)),
    Visit("authority_access", ADMINISTRATOR, fixed={"code": "association"}),
    Visit("invite", CONTACT, ("code",)),
    Visit("end_role", CONTACT, ("role",)),
    Visit("audit", CONTACT),
    Visit("members:list"),
    Visit("members:list", query="?q=utsira"),
    Visit("members:statistics"),
    Visit("members:changes"),
    Visit("members:unit", given=("code",)),
    Visit("members:import", ADMINISTRATOR),
    Visit("people:search"),
    Visit("people:search", ADMINISTRATOR, query="?q=councillor&former=on"),
    Visit("people:person", given=("person",)),
    Visit("people:person", CONTACT, ("person",), query="?contact=show"),
    Visit("people:body", given=("code=body",)),
    Visit("people:body", CONTACT, ("code=body",), query="?on=2020-01-01"),
    Visit("people:authority", given=("code",)),
    Visit("people:authority", CONTACT, ("code",)),
    Visit("people:association"),
    Visit("people:balance"),
    Visit("people:balance", query="?by=size&kind=mayor"),
    Visit("people:edit_person", CONTACT, ("person",)),
    Visit("people:add_office", CONTACT, ("person",)),
    Visit("people:change_office", CONTACT, ("office",)),
    Visit("people:new_person", CONTACT, ("code=body",)),
    Visit("people:elections", CONTACT),
    Visit("people:elections", ADMINISTRATOR),
    Visit("people:election", CONTACT, ("number=asking_file",)),
    Visit("people:election", CONTACT, ("number=faulty_file",)),
    Visit("people:lists", ANALYST, query="?kind=mayor&show=addresses"),
    Visit("people:retention", ADMINISTRATOR),
    Visit("people:popolo", ADMINISTRATOR),
    Visit("people:me", CONTACT),
    Visit("publications:catalogue"),
    Visit("answering:entry"),
    Visit("answering:meeting", given=("word=hall_word",)),
    Visit("collect:meetings", ANALYST, ("ask=hall_ask",)),
    Visit("collect:meeting_council", ANALYST, ("ask=hall_ask", "unit=code")),
    Visit("collect:meeting_council", ANALYST, ("ask=hall_ask",), fixed={"unit": "0301"}),
    Visit("collect:meeting", ANALYST, ("number=hall_open",)),
    Visit("collect:meeting_hall", ANALYST, ("number=hall_open",)),
    Visit("collect:meeting_close", ANALYST, ("number=hall_open",)),
    Visit("collect:meeting", ANALYST, ("number=hall_closed",)),
    Visit("collect:meeting_hall", ANALYST, ("number=hall_closed",)),
    Visit("collect:phone", ANALYST),
    Visit("collect:phone_call", INTERVIEWER),
    Visit("collect:phone_board", ANALYST, ("ask=phone_ask",)),
    Visit("collect:phone_plan", ANALYST, ("ask=phone_ask",)),
    Visit("collect:quotas", ANALYST, ("ask=phone_ask",)),
    Visit("collect:asks", ANALYST),
    Visit("collect:ask", ANALYST, ("ask",)),
    Visit("collect:board", ANALYST, ("ask",)),
    Visit("collect:own_board", ANALYST, ("ask",), fixed={"unit": "0301"}),
    Visit("collect:texts", ANALYST, ("ask",), fixed={"language": "nb"}),
    Visit("surveys:waves"),
    Visit("surveys:try_instrument", fixed=DEMOCRACY, query="?language=ka"),
    Visit("surveys:waves", ANALYST),
    Visit("surveys:overview", given=WAVE),
    Visit("surveys:overview", CONTACT, WAVE, query="?measure=special_interests&statistic=share-3-4"),
    Visit("surveys:method", given=WAVE),
    Visit("surveys:downloads", given=WAVE),
    Visit("surveys:member", given=MEMBER),
    Visit("surveys:member", CONTACT, MEMBER, query="?beside=chosen&member=0301&member=4643"),
    Visit("surveys:report", given=MEMBER),
    Visit("surveys:instruments"),
    Visit("surveys:instruments", ANALYST),
    Visit("surveys:instrument", query="?language=en&beside=ka", fixed=DEMOCRACY),
    Visit("surveys:on_paper", query="?language=en&beside=ka&group=councillors", fixed=DEMOCRACY),
    Visit("surveys:add_instrument", ANALYST),
    Visit("surveys:received", ANALYST, ("upload",)),
    Visit("surveys:create", ANALYST),
    Visit("surveys:work", ANALYST, WAVE),
    Visit("surveys:participants", ANALYST, WAVE),
    Visit("surveys:answers", ANALYST, WAVE),
    Visit("surveys:import", ANALYST, FILE),
    Visit("surveys:review", ANALYST, WAVE),
    Visit("surveys:publish", ANALYST, WAVE),
    Visit("dialogue:start", ANALYST),
    Visit("dialogue:needs", ANALYST),
    Visit("dialogue:hear", ANALYST),
    Visit("dialogue:need", ANALYST, ("number=need",)),
    Visit("dialogue:uses", ANALYST),
    Visit("dialogue:plan", ANALYST, fixed={"year": "2026"}),
    Visit("dialogue:plan", CONTACT, fixed={"year": "2026"}),
    Visit("dialogue:member", CONTACT, ("code",)),
    Visit("dialogue:state", CONTACT, ("code",)),
    Visit("dialogue:rate", CONTACT, ("code", "number=use")),
    Visit("membership:members"),
    Visit("membership:members", ANALYST, query="?scope=employer&on=2021-01-01"),
    Visit("membership:member", CONTACT, ("code",)),
    Visit("membership:prepare", CONTACT, fixed={"code": "1151", "scope": "advocacy"}),
    Visit("membership:own_fee", CONTACT, fixed={"code": "1151", "year": "2026"}),
    Visit("membership:invoice", CONTACT, ("number=invoice",)),
    Visit("membership:invoice", ANALYST, ("number=invoice",)),
    Visit("membership:join", ANALYST, fixed={"code": "0301"}),
    Visit("membership:correct", ANALYST, ("code", "membership")),
    Visit("membership:add_organisation", ANALYST),
    Visit("membership:desk", ANALYST),
    Visit("membership:register", ANALYST, ("notice",)),
    Visit("membership:fees", ANALYST),
    Visit("membership:add_model", ANALYST, query="?example=ks_2020"),
    Visit("membership:model", ANALYST, fixed=FEE_MODEL),
    Visit("membership:computed", ANALYST, fixed=FEE_MODEL),
    Visit("membership:computed_one", ANALYST, fixed=FEE_MODEL | {"member": "0301"}),
    Visit("membership:decide_fees", ANALYST, fixed=FEE_MODEL),
    Visit("membership:simulation", ANALYST),
    Visit("membership:simulation", ANALYST, query=f"{SIMULATED}&choice_bands=slab"),
    Visit("membership:year", ANALYST, fixed={"year": "2026", "revision": "1"}),
    Visit("membership:issue", ANALYST, fixed={"year": "2026"}),
    Visit("membership:invoices", ANALYST),
    Visit("membership:seller", ANALYST),
    Visit("membership:buyers", ANALYST),
    Visit("jobs", ANALYST),
    Visit("job", ANALYST, JOB),
    Visit("audit", ADMINISTRATOR),
    Visit("congress:start"),
    Visit("congress:start", ANALYST),
    Visit("congress:code"),
    Visit("congress:create", ANALYST),
    Visit("congress:congress", ANALYST, ("slug=congress",)),
    Visit("congress:apportionment", ANALYST, ("slug=congress",)),
    Visit(
        "congress:apportionment",
        ANALYST,
        ("slug=congress",),
        query="?on=2024-01-01&rule=shared_by_county&before_on=2023-12-31&before_rule=steps_by_county",
    ),
    Visit("congress:delegates", ANALYST, ("slug=congress",)),
    Visit("congress:create_ballot", ANALYST),
    Visit("congress:ballot", ANALYST, ("slug=open_ballot",)),
    Visit("congress:change_ballot", ANALYST, ("slug=draft_ballot",)),
    Visit("congress:ballot", CONTACT, ("slug=open_ballot",)),
    Visit("congress:ballot", ANYBODY, ("slug=declared_ballot",)),
    Visit("congress:vote", CONTACT, ("slug=open_ballot", "code")),
    Visit("congress:create_election", ANALYST),
    Visit("congress:election", ANYBODY, ("slug=declared_election",)),
    Visit("congress:election", ANALYST, ("slug=election",)),
    Visit("congress:change_election", ANALYST, ("slug=election",)),
)

NO_PAGES = {
    "people:remove_office": "a button",
    "people:decide": "a button",
    "people:confirm": "a button",
    "people:discard": "a button",
    "people:answer_erasure": "a button",
    "people:ask_erasure": "a button",
    "people:me_lists": "a button",
    "people:me_file": "a file",
    "people:contacts_file": "a file",
    "people:body_balance": "a file",
    "people:balance_file": "a file",
    "people:body_popolo": "a file",
    "people:authority_popolo": "a file",
    "people:whole_popolo": "a file",
    "people:popolo_received": "what was uploaded just before, looked at in the area's own tests",
    "health": "words for a program that watches",
    "set_language": "a button",
    "end_my_sessions": "a button",
    "account_set_password": "opens for whoever has no password (test_signing_in.py)",
    "person_step": "a button",
    "send_invitation": "a button",
    "openid_connect_login": "a button",
    "socialaccount_login_error": "an answer that something went wrong (test_signing_in.py)",
    "openid_connect_callback": "the way back from a provider",
    "account_confirm_login_code": "opens in the course of signing in (test_signing_in.py)",
    "mfa_authenticate": "opens in the course of signing in (test_signing_in.py)",
    "mfa_login_webauthn": "a button",
    "mfa_deactivate_totp": "opens for whoever has set up an app (test_signing_in.py)",
    "mfa_edit_webauthn": "opens for whoever has a passkey (test_signing_in.py)",
    "mfa_remove_webauthn": "opens for whoever has a passkey (test_signing_in.py)",
    "mfa_reauthenticate": "opens for whoever has set up an app (test_signing_in.py)",
    "mfa_reauthenticate_webauthn": "opens for whoever has a passkey (test_signing_in.py)",
    "mfa_view_recovery_codes": "opens for whoever has set up an app (test_signing_in.py)",
    "mfa_generate_recovery_codes": "opens for whoever has set up an app (test_signing_in.py)",
    "job_progress": "a part of the page of a job",
    "job_resume": "a button",
    "job_cancel": "a button",
    "membership:decide": "opens when a merger leaves a membership open (tests of the tool)",
    "membership:found": "a button",
    "membership:follow": "a button",
    "membership:make_files": "a button",
    "membership:mark_sent": "a button",
    "membership:mark_paid": "a button",
    "membership:members_file": "a file",
    "membership:example": "a file",
    "membership:model_file": "a file",
    "membership:computed_file": "a file",
    "membership:simulation_file": "a file",
    "membership:year_file": "a file",
    "membership:archive": "a file",
    "membership:accounting": "a file",
    "membership:invoice_file": "a file",
    "surveys:confirm": "a button",
    "surveys:discard_received": "a button",
    "surveys:discard": "a button",
    "surveys:presented": "a button",
    "surveys:step": "a button",
    "surveys:reopen": "a button",
    "surveys:reports": "a button",
    "surveys:instrument_file": "a file",
    "surveys:made_up_answers": "a file",
    "surveys:paper_file": "a file",
    "collect:board_file": "a file",
    "surveys:member_figures": "a file",
    "surveys:report_file": "a file",
    "dialogue:needs_csv": "a file",
    "dialogue:silent_csv": "a file",
    "dialogue:answer": "a button",
    "dialogue:into_plan": "a button",
    "dialogue:add_plan_item": "a button",
    "dialogue:move_plan_item": "a button",
    "dialogue:record_use": "a button",
    "dialogue:preview_uses": "a button, then a page that one upload makes",
    "dialogue:confirm_uses": "a button",
    "members:preview_import": "a button, then a page that one upload makes",
    "members:confirm_import": "a button",
    "members:register.csv": "a file",
    "members:template.csv": "a file",
    "collect:start": "a button",
    "collect:phone_next": "a button",
    "collect:phone_outcome": "a button",
    "collect:phone_give_back": "a button",
    "collect:phone_interview": "opens when an interview is begun (test_interview_by_phone.py)",
    "collect:phone_end": "opens when all is asked (test_interview_by_phone.py)",
    "collect:phone_release": "a button",
    "collect:phone_outcomes": "a file",
    "collect:quotas_make": "a button",
    "collect:quotas_file": "a file",
    "answering:meeting_slip": "leads to a questionnaire; walked in the journeys of respondents",
    "collect:meeting_presence": "a button",
    "collect:meeting_codes": "a button, then a page or a file that is shown once",
    "collect:meeting_step": "a button",
    "collect:meeting_count": "a part of the screen of the hall",
    "answering:personal_link": "leads to a questionnaire; walked in the journeys of respondents",
    "answering:open_link": "leads to a questionnaire; walked in the journeys of respondents",
    "answering:welcome": "a page that one link opens; walked in the journeys of respondents",
    "answering:page": "a page that one link opens; walked in the journeys of respondents",
    "answering:review": "a page that one link opens; walked in the journeys of respondents",
    "answering:later": "a page that one link opens; walked in the journeys of respondents",
    "answering:thanks": "a page that one answer opens; walked in the journeys of respondents",
    "publications:table.csv": "a file",
    "publications:table.parquet": "a file",
    "publications:metadata.json": "a file",
    "congress:secret_vote": "a button, then a page that one code opens",
    "congress:ballot_step": "a button",
    "congress:withdraw": "a button",
    "congress:codes": "a button, then a page that is shown once",
    "congress:turnout": "a part of the page of a ballot",
    "congress:protocol": "a file",
    "congress:votes": "a file",
    "congress:election_step": "a button",
    "congress:election_protocol": "a file",
    "congress:apportionment_file": "a file",
    "congress:adopt": "a button",
    "congress:delegates_file": "a file",
    "congress:check": "a button",
    "congress:remove": "a button",
}
"""Name -> why nobody looks at it as a page."""


def named_addresses() -> set[str]:
    """All names of the site, with their namespaces."""
    return set(_names(get_resolver().url_patterns, ""))


def _names(patterns: Iterable[URLPattern | URLResolver], prefix: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(
                pattern.url_patterns, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            )
        elif pattern.name:
            yield prefix + pattern.name
