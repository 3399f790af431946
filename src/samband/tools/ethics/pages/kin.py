# SPDX-License-Identifier: EUPL-1.2
"""The self-check in words: who somebody may be, what they are in an organisation, what came out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from samband.core.web.card import Holding
from samband.tools.ethics.analysis.minutes import LANGUAGES
from samband.tools.ethics.analysis.self_check import Checked, Found
from samband.tools.ethics.pages.meetings import COLOURS, NO_ADVICE, announcement, number_of
from samband.tools.ethics.queries import OwnItem, OwnMeeting
from samband.tools.ethics.rules import (
    PERSON,
    CheckParty,
    KinAnswer,
    KinEntry,
    NewKin,
    Relation,
    Standing,
)

RELATIONS: Mapping[Relation, Promise] = {
    Relation.SELF: _("Myself"),
    Relation.SPOUSE: _("Spouse"),
    Relation.REGISTERED_PARTNER: _("Registered partner"),
    Relation.FORMER_SPOUSE: _("Former spouse"),
    Relation.ENGAGED: _("Engaged to me"),
    Relation.COHABITANT: _("Cohabitant"),
    Relation.PARENT_OR_CHILD: _("Parent or child"),
    Relation.SIBLING: _("Brother or sister"),
    Relation.GRANDPARENT_OR_GRANDCHILD: _("Grandparent or grandchild"),
    Relation.FURTHER_DIRECT: _("Great-grandparent or great-grandchild"),
    Relation.UNCLE_OR_NIECE: _("Uncle, aunt, nephew or niece"),
    Relation.COUSIN: _("Cousin"),
    Relation.FOSTER: _("Foster parent or foster child"),
    Relation.AFFINE_DIRECT: _("Parent-in-law, child-in-law or stepfamily"),
    Relation.AFFINE_SIBLING: _("Brother-in-law or sister-in-law"),
    Relation.AFFINE_FURTHER: _("My spouse's grandparent or grandchild"),
    Relation.COHABITANTS_FAMILY: _("My cohabitant's close family"),
    Relation.REPRESENTED: _("Guardian or representative, now or since the case began"),
    Relation.HOUSEHOLD: _("Lives in my household"),
    Relation.DEPENDANT: _("One of us supports the other"),
    Relation.BUSINESS_PARTNER: _("Business partner"),
    Relation.FRIEND: _("Close friend"),
    Relation.ENEMY: _("Open enemy"),
    Relation.NEIGHBOUR: _("Neighbour"),
    Relation.CLOSE: _("Close to me in another way"),
    Relation.ACQUAINTANCE: _("Acquaintance or party colleague"),
}
STANDINGS: Mapping[Standing, Promise] = {
    Standing.LEADS: _("Leads it or sits on its board"),
    Standing.OWNS_ALL: _("Owns all of it"),
    Standing.OWNS_MUCH: _("Owns a twentieth or more"),
    Standing.OWNS_LITTLE: _("Owns a smaller part"),
    Standing.WORKS: _("Works there"),
    Standing.MEMBER: _("Is a member"),
}


_LASTING = {"o", "p"}
"""How references begin that mean the same in every meeting: of organisations and people in the register."""


@dataclass(frozen=True, slots=True)
class FindingLine:
    """said: the answers on which it rests, in words."""

    told: Mapping[str, object]
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """What one may say. mail: address that opens it in the mail program of whoever reads."""

    code: str
    language: str
    text: str
    mail: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class CheckedPage:
    """What came out of a self-check. drafts: that in the reader's language first."""

    found: Checked
    colour: str
    findings: tuple[FindingLine, ...]
    drafts: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class OwnItemPage:
    """An item of a meeting to come. key: of the item on its page. draft: of what to say.

    own: what the register says, None when nothing; private: what the private list says, None when nothing.
    """

    key: str
    place: int
    number: str
    title: str
    own: OwnItem | None
    draft: str
    private: CheckedPage | None
    person: int = 0
    advice: object = None


@dataclass(frozen=True, slots=True)
class OwnMeetingPage:
    """items: those about which something was found. others: the rest."""

    own: OwnMeeting
    items: tuple[OwnItemPage, ...]
    others: tuple[OwnItemPage, ...]


@dataclass(frozen=True, slots=True)
class KinLine:
    """An entry of the private list."""

    entry: KinEntry
    relation: str
    standing: str


def checked_page(*, found: Checked, said: Iterable[str], subject: str) -> CheckedPage:
    """said: each answer in words, in order. subject: of a mail."""
    words = tuple(said)
    return CheckedPage(
        found=found,
        colour=COLOURS.get(found.outcome, "neutral"),
        findings=tuple(_finding(one, words) for one in found.findings),
        drafts=tuple(_drafts(found.drafts, subject)),
    )


def own_meeting_page(
    *, own: OwnMeeting, private: Mapping[tuple[int, int], tuple[tuple[KinEntry, ...], Checked]],
    advice: Mapping[tuple[str, int], object] = NO_ADVICE,
) -> OwnMeetingPage:  # fmt: skip
    """private: (meeting, place) -> entries of the private list, and what comes out.

    advice: (item, person) -> the last question to the ethics adviser, as ``pages.advice`` tells it.
    """
    found = {one.number: one for one in own.items}
    items = tuple(
        _own_item(own, place, found.get(number), number, title, private.get((own.number, place)), advice)
        for place, number, title in own.titles
    )
    return OwnMeetingPage(
        own=own,
        items=tuple(one for one in items if one.own or one.private),
        others=tuple(one for one in items if not (one.own or one.private)),
    )


def said_in_words(*, answers: Iterable[KinAnswer], parties: Iterable[CheckParty]) -> tuple[str, ...]:
    """What somebody has answered, one sentence each."""
    names = {one.ref: one.name for one in parties}
    return tuple(
        _said(one, names.get(one.party) or gettext("a party that you do not name")) for one in answers
    )


def entry_in_words(*, entry: KinEntry) -> str:
    kin = entry.kin
    return _sentence(gettext("On your private list stands %(name)s"), kin.relation, kin.standing, kin.name)


def kin_lines(*, entries: Iterable[KinEntry]) -> tuple[KinLine, ...]:
    return tuple(
        KinLine(
            entry=one,
            relation=str(RELATIONS[one.kin.relation]),
            standing=str(STANDINGS[one.kin.standing]) if one.kin.standing else "",
        )
        for one in entries
    )


def kin_holding(*, entries: Iterable[KinEntry] | None, months: int) -> Holding:
    """Of the private list, for the person alone; None when it cannot be opened."""
    unread = ((gettext("My private list"), gettext("It cannot be opened.")),)
    return Holding(
        title=gettext("Your private list of family and close ties"),
        why=gettext("For your own question whether you may take part. Nobody else can read it."),
        kept=gettext("%(months)d months after your last office ended") % {"months": months},
        facts=unread
        if entries is None
        else tuple(
            (one.entry.kin.name, ", ".join(part for part in (one.relation, one.standing) if part))
            for one in kin_lines(entries=entries)
        ),
    )


def kin_to_remember(*, answers: Iterable[KinAnswer], parties: Iterable[CheckParty]) -> tuple[NewKin, ...]:
    """Answers that name a party; one's own ties belong into the register of interests."""
    known = {one.ref: one for one in parties}
    return tuple(
        NewKin(
            name=party.name, relation=one.relation, number=party.number, standing=one.standing,
            ref=party.ref if party.ref[:1] in _LASTING else "",
        )
        for one in answers
        for party in (known.get(one.party),)
        if party is not None and one.relation is not Relation.SELF
    )  # fmt: skip


def standings_of(*, party: CheckParty) -> tuple[Standing, ...]:
    """What somebody can be in it; nothing in a private person."""
    if party.kind == PERSON:
        return ()
    return (Standing.OWNS_ALL,) if party.kind == "property" else tuple(Standing)


def _own_item(
    meeting: OwnMeeting, place: int, own: OwnItem | None, number: str, title: str,
    private: tuple[tuple[KinEntry, ...], Checked] | None, advice: Mapping[tuple[str, int], object],
) -> OwnItemPage:  # fmt: skip
    page = None
    if private is not None:
        entries, outcome = private
        said = tuple(entry_in_words(entry=one) for one in entries)
        page = checked_page(found=outcome, said=said, subject=gettext("May I take part?"))
    draft = announcement(own=own, body=meeting.body_name) if own else ""
    person = number_of(own.found["person"]) if own else 0
    told = advice.get((number, person))
    return OwnItemPage(f"m{meeting.number}-{place}-", place, number, title, own, draft, page, person, told)


def _said(answer: KinAnswer, name: str) -> str:
    return _sentence(gettext("You said of %(name)s"), answer.relation, answer.standing, name)


def _sentence(opening: str, relation: Relation, standing: Standing | None, name: str) -> str:
    """Who it is, and what they are there."""
    parts = (RELATIONS[relation], STANDINGS[standing] if standing else "")
    return f"{opening % {'name': name}}: {' – '.join(str(one) for one in parts if one)}."


def _finding(one: Found, said: tuple[str, ...]) -> FindingLine:
    return FindingLine(one.told, tuple(said[place] for place in one.said))


def _drafts(texts: Mapping[str, str], subject: str) -> Iterator[Draft]:
    own = (get_language() or "en").split("-")[0]
    for language in sorted(texts, key=lambda one: (one != own, list(LANGUAGES).index(one))):
        mail = f"mailto:?subject={quote(subject)}&body={quote(texts[language])}"
        is_own = language == own or (own not in texts and language == "en")
        yield Draft(language, LANGUAGES[language], texts[language], mail, is_own)
