# SPDX-License-Identifier: EUPL-1.2
"""The result of an election of a committee: seats, persons, and every step that the gender rule took."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, ngettext

from samband.engines.ballots import ElectionRule
from samband.engines.reports import (
    Block,
    Bullets,
    Facts,
    Heading,
    KeySentence,
    Note,
    NoteKind,
    Paragraph,
    Report,
    Table,
)
from samband.tools.congress.analysis.elections import BadLine
from samband.tools.congress.analysis.parameters import rule
from samband.tools.congress.pages.words import (
    exact,
    gender_counts,
    gender_words,
    genders_words,
    method_words,
    report,
    rule_blocks,
    told,
    whole,
)
from samband.tools.congress.queries import ElectionRecord

Result = Mapping[str, Any]


def election_report(*, election: ElectionRecord, result: Result, created: datetime) -> Report:
    """The protocol, also as a preview before the declaration. result: as ``analysis.elections`` makes it."""
    blocks = _agreement(result) if result["kind"] == "agreement" else _by_lists(result)
    if election.digest:
        blocks.append(Facts(((gettext("Fingerprint of the result"), election.digest),)))
    blocks += rule_blocks(rule(ElectionRule, election.rule).provenance, result["rule_digest"])
    return report(
        title=election.title,
        subject=gettext("Election of a committee"),
        blocks=blocks,
        is_synthetic=election.is_synthetic,
        created=created,
    )


def _by_lists(result: Result) -> list[Block]:
    lists: Sequence[Result] = result["lists"]
    seated = ", ".join(f"{one['name']} {told(one['seats'])}" for one in lists if one["seats"])
    total = sum(one["seats"] for one in lists)
    sentence = ngettext("%(count)s seat: %(seated)s.", "%(count)s seats: %(seated)s.", total)
    blocks: list[Block] = [
        KeySentence(sentence % {"count": told(total), "seated": seated}),
        _whole(result["gender"]),
    ]
    if result["faults"]:
        title = gettext("The lists as they were handed in")
        blocks.append(Note(NoteKind.CAUTION, title, " ".join(_fault(*one) for one in result["faults"])))
    blocks += [Heading(gettext("The elected")), _elected(lists)]
    for one in lists:
        if one["seats"]:
            blocks += _steps(one)
    blocks += [Heading(gettext("How the seats were shared")), Paragraph(_method(result)), _proof(result)]
    blocks += [Paragraph(_tie(tie, result)) for tie in result["ties"]]
    if result["unfilled"]:
        words = ngettext(
            "%(count)s seat has no candidate.", "%(count)s seats have no candidates.", result["unfilled"]
        )
        title = gettext("Not all seats are filled")
        blocks.append(Note(NoteKind.CAUTION, title, words % {"count": told(result["unfilled"])}))
    return blocks


def _whole(gender: Result) -> Facts:
    counts = gender_counts(gender["counts"])
    return Facts(
        (
            (gettext("In the whole committee"), counts),
            (gettext("40 per cent of each would be"), told(gender["least"])),
        )
    )


def _elected(lists: Sequence[Result]) -> Table:
    rows = tuple(
        (label, gender_words(gender), one["name"], gettext("member"))
        for one in lists
        for label, gender in one["members"]["persons"]
    ) + tuple(
        (label, gender_words(gender), one["name"], gettext("deputy %(place)s") % {"place": place})
        for one in lists
        for place, (label, gender) in enumerate((one["deputies"] or {"persons": []})["persons"], start=1)
    )
    header = (gettext("Name"), gettext("Gender"), gettext("List"), gettext("Elected as"))
    return Table(gettext("Members and deputies by list"), header, rows)


def _steps(one: Result) -> list[Block]:
    """What the gender rule asked of one list, and what it changed."""
    items = [_requirement(one["members"]["gender"], one["seats"])]
    items += [_move(*move) for move in one["members"]["moves"]]
    if not one["members"]["gender"]["is_met"]:
        items.append(gettext("The list has nobody more of that gender: fulfilled as far as possible."))
    if one["deputies"]:
        items += [
            gettext("Among the deputies: %(move)s") % {"move": _move(*move)}
            for move in one["deputies"]["moves"]
        ]
    if one["short"]:
        words = ngettext(
            "The list has too few candidates: %(count)s seat went on to the other lists.",
            "The list has too few candidates: %(count)s seats went on to the other lists.",
            one["short"],
        )
        items.append(words % {"count": told(one["short"])})
    if one.get("short_is_tied"):  # a result that was declared earlier does not say it
        items.append(
            gettext("Equal quotients: with more candidates a lot might have given the list one more seat.")
        )
    return [Heading(one["name"], 3), Bullets(tuple(items))]


def _requirement(gender: Result, seats: int) -> str:
    counts = gender_counts(gender["counts"])
    if not gender["least"]:
        return gettext("One member: nothing is asked of the genders.")
    words = ngettext(
        "Of %(seats)s member at least %(least)s of each gender; elected: %(counts)s.",
        "Of %(seats)s members at least %(least)s of each gender; elected: %(counts)s.",
        seats,
    )
    return words % {"seats": told(seats), "least": told(gender["least"]), "counts": counts}


def _move(up: str, down: str, gender: str) -> str:
    words = gettext("%(up)s moved up and %(down)s moved down, because there were too few %(gender)s.")
    return words % {"up": up, "down": down, "gender": genders_words()[gender]}


def _method(result: Result) -> str:
    words = gettext("Each seat goes to the list with the highest quotient (%(method)s).")
    return words % {"method": method_words()[result["method"]]}


def _proof(result: Result) -> Table:
    columns = (gettext("Its seat"), gettext("Divisor"), gettext("Quotient"), gettext("Place"))
    header = (gettext("List"), *columns)
    rows = tuple(
        (
            name,
            whole(number),
            exact(divisor),
            exact(quotient),
            gettext("no more candidates") if is_over else told(place) if place else "–",
        )
        for name, number, divisor, quotient, place, is_over in sorted(
            result["table"], key=lambda cell: (cell[4] is None, cell[4] or 0)
        )
    )
    return Table(gettext("Quotients in order, and the first of each list that won no seat"), header, rows)


def _tie(tie: Result, result: Result) -> str:
    told_ = {
        "names": ", ".join(tie["names"]),
        "value": exact(tie["value"]),
        "winners": ", ".join(tie["winners"]),
        "seed": result["seed"],
    }
    if tie["by"] == "lot":
        words = gettext(
            "%(names)s had the same quotient, %(value)s. By lot, drawn from “%(seed)s”: %(winners)s."
        )
        return words % told_
    return gettext("%(names)s had the same quotient, %(value)s. More ballots: %(winners)s.") % told_


def _agreement(result: Result) -> list[Block]:
    stands = (
        gettext("Elected by agreement.") if result["stands"] else gettext("The agreement does not stand.")
    )
    counts = {"for": told(result["votes_for"]), "cast": told(result["votes_cast"])}
    blocks: list[Block] = [
        KeySentence(stands),
        Facts(
            (
                (gettext("Votes for the common list"), gettext("%(for)s of %(cast)s") % counts),
                *_whole(result["gender"]).pairs,
            )
        ),
    ]
    if result["faults"]:
        blocks.append(Bullets(tuple(agreement_fault(one) for one in result["faults"])))
    header = (gettext("Name"), gettext("Gender"))
    rows = tuple((label, gender_words(gender)) for label, gender in result["members"])
    return [*blocks, Heading(gettext("The elected") if result["stands"] else gettext("The names")),
            Table(gettext("Members"), header, rows)]  # fmt: skip


def agreement_fault(code: str) -> str:
    return {
        "not_unanimous": gettext("Not everybody voted for it: an agreement must be unanimous."),
        "wrong_number": gettext("The list must have as many names as there are seats."),
        "named_twice": gettext("Somebody stands on the list twice."),
        "gender_too_few": gettext("One gender has too few in the committee as a whole."),
    }[code]


def _fault(name: str, code: str, about: str, missing: int) -> str:
    words = {
        "no_candidates": gettext("%(list)s has no candidates."),
        "named_twice": gettext("%(list)s names %(about)s twice."),
        "on_two_lists": gettext("%(about)s stands on another list, too (%(list)s)."),
        "gender_not_stated": gettext("%(list)s does not state the gender of %(about)s."),
        "gender_too_few": _too_few(about, missing),
    }[code]
    return words % {"list": name, "about": about, "missing": told(missing)}


def _too_few(gender: str, missing: int) -> str:
    if gender == "woman":
        return ngettext(
            "%(list)s needs %(missing)s more woman among its candidates, if it can.",
            "%(list)s needs %(missing)s more women among its candidates, if it can.",
            missing,
        )
    return ngettext(
        "%(list)s needs %(missing)s more man among its candidates, if it can.",
        "%(list)s needs %(missing)s more men among its candidates, if it can.",
        missing,
    )


def line_fault(fault: BadLine) -> str:
    """What is wrong in the text of the lists, and what to do."""
    words = {
        "columns": gettext("Write list, ballots, candidate and gender in each line."),
        "list": gettext("Line %(line)s: the name of the list is missing. Repeat it in each line."),
        "ballots": gettext("Line %(line)s: “%(value)s” is not a number of ballots. Write it in digits."),
        "candidate": gettext("Line %(line)s: the name of the candidate is missing."),
        "gender": gettext("Line %(line)s: the gender is “%(value)s”. Write woman or man."),
        "differs": gettext("“%(value)s” has different numbers of ballots. Write one number."),
    }[fault.what]
    return words % {"line": fault.line, "value": fault.value}
