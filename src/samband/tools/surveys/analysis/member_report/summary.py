# SPDX-License-Identifier: EUPL-1.2
"""The result in one sentence, then the few points that a council should know."""

from collections.abc import Iterator, Sequence

from samband.engines.charts import Number, number_text
from samband.engines.comparison import Mark
from samband.engines.reports import Block, Bullets, Heading, KeySentence, Paragraph
from samband.tools.surveys.analysis.comparison import Comparison, Verdict
from samband.tools.surveys.analysis.member_report.voice import Voice


def summary(voice: Voice) -> Iterator[Block]:
    yield Heading(voice.gettext("Summary"))
    first, *rest = voice.study.separate_groups or ("all",)
    yield KeySentence(headline(voice=voice, group=first))
    points = [headline(voice=voice, group=group) for group in rest]
    points += [*_place(voice, first), *gaps_in_words(voice=voice), *_changes(voice, first), *_few(voice)]
    if points:
        yield Bullets(tuple(points))
    yield Paragraph(certain(voice=voice))


def headline(*, voice: Voice, group: str) -> str:
    """One sentence on how the group's answers stand beside those of comparable members."""
    compared = [
        voice.against_peers(measure.code, group) for measure in voice.study.main_measures(group=group)
    ]
    able = [c for c in compared if c.verdict is not Verdict.CANNOT_COMPARE]
    if not able:
        return _incomparable(voice, group, compared)
    higher = [c for c in able if c.verdict is Verdict.CERTAINLY_HIGHER]
    lower = [c for c in able if c.verdict is Verdict.CERTAINLY_LOWER]
    return _sentence(voice, group, higher, lower, len(able))


def _sentence(
    voice: Voice, group: str, higher: Sequence[Comparison], lower: Sequence[Comparison], able: int
) -> str:
    _ = voice.gettext
    names = {
        "group": voice.group(group),
        "name": voice.name,
        "peers": voice.peers,
        "higher": _listed(voice, higher),
        "lower": _listed(voice, lower),
        "count": able,
    }
    if higher and lower:
        words = _(
            "%(group)s in %(name)s give certainly higher scores on %(higher)s and certainly lower on "
            "%(lower)s than in %(peers)s."
        )
    elif higher:
        words = _("%(group)s in %(name)s give certainly higher scores on %(higher)s than in %(peers)s.")
    elif lower:
        words = _("%(group)s in %(name)s give certainly lower scores on %(lower)s than in %(peers)s.")
    else:
        words = voice.ngettext(
            "%(group)s in %(name)s: no certain difference from %(peers)s on the one measure.",
            "%(group)s in %(name)s: no certain difference from %(peers)s on any of %(count)d measures.",
            able,
        )
    return words % names


def _listed(voice: Voice, compared: Sequence[Comparison]) -> str:
    """The widest apart by name, at most four, then how many more."""
    ordered = sorted(compared, key=lambda c: -c.size)
    names = [voice.quoted(c.measure) for c in ordered[:4]]
    more = len(ordered) - len(names)
    if more:
        names.append(voice.ngettext("%(count)d more", "%(count)d more", more) % {"count": more})
    return voice.joined(names)


def _incomparable(voice: Voice, group: str, compared: Sequence[Comparison]) -> str:
    _ = voice.gettext
    names = {"group": voice.group(group), "name": voice.name}
    is_known = any(c.own is not None and c.own.is_known for c in compared)
    if is_known and not voice.study.others:
        return (
            _("%(group)s in %(name)s: results by themselves, since there is nobody to compare with.") % names
        )
    if is_known:
        return _("%(group)s in %(name)s: results are shown, but too few others can be compared with.") % names
    return _("%(group)s in %(name)s: results are withheld, since too few have answered.") % names


def _place(voice: Voice, group: str) -> Iterator[str]:
    """Where the member lies beyond the usual spread, each place with its interval; else one place of them."""
    _ = voice.gettext
    placed = [m.code for m in voice.study.main_measures(group=group) if voice.place(m.code, group)]
    if not placed:
        return
    beyond = [code for code in placed if voice.mark(code, group) is Mark.BEYOND_SPREAD]
    told = [f"{voice.quoted(code)} ({voice.place(code, group)})" for code in beyond or placed[:1]]
    names = {"group": voice.group(group), "places": voice.joined(told)}
    if beyond:
        yield _("%(group)s: beyond the usual spread of members on %(places)s.") % names
    else:
        yield _("%(group)s: within the usual spread of members everywhere; on %(places)s.") % names


def gaps_in_words(*, voice: Voice) -> Iterator[str]:
    """How many gaps between both groups stand, in one sentence; and what chance alone would do."""
    gaps = voice.gaps
    if voice.study.pair is None or not gaps.judged:
        return
    first, second = voice.study.pair
    words = voice.ngettext(
        "%(first)s and %(second)s answer certainly differently on %(certain)d of %(count)d statement.",
        "%(first)s and %(second)s answer certainly differently on %(certain)d of %(count)d statements.",
        gaps.judged,
    )
    facts = {
        "first": voice.group(first),
        "second": voice.group(second).lower(),
        "certain": len(gaps.certain),
        "count": gaps.judged,
    }
    yield f"{words % facts} {_by_chance(voice)}"


def _by_chance(voice: Voice) -> str:
    """Judged together; looked at one by one, so many would seem certain."""
    expected = number_text(number=Number(voice.gaps.by_chance, 1), language=voice.language)
    words = voice.gettext(
        "They are judged together: one by one, about %(expected)s would look certain by chance alone."
    )
    return words % {"expected": expected}


def _few(voice: Voice) -> Iterator[str]:
    """That modelled figures stand beside the direct ones."""
    if voice.study.modelled_rows.rows:
        yield voice.gettext(
            "Few have answered here, so modelled figures stand beside the direct ones, marked. Verdicts and "
            "places use the direct ones."
        )


def _changes(voice: Voice, group: str) -> Iterator[str]:
    earlier = voice.study.earlier
    if earlier is None:
        return
    measures = voice.study.main_measures(group=group)
    changes = [voice.study.change(measure=measure.code, group=group) for measure in measures]
    known = [change for change in changes if change]
    yield change_sentence(voice=voice, group=group, changes=known, before=earlier.wave.title)


def change_sentence(*, voice: Voice, group: str, changes: Sequence[Comparison], before: str) -> str:
    _ = voice.gettext
    able = [c for c in changes if c.verdict is not Verdict.CANNOT_COMPARE]
    moved = [c for c in able if c.verdict.is_certain]
    names = {"group": voice.group(group), "before": before, "moved": _moves(voice, moved)}
    if not able:
        return _("%(group)s: nothing can be compared with %(before)s.") % names
    if not moved:
        return _("%(group)s: no certain change since %(before)s.") % names
    return _("%(group)s: certain changes since %(before)s: %(moved)s.") % names


def _moves(voice: Voice, moved: Sequence[Comparison]) -> str:
    ordered = sorted(moved, key=lambda c: -c.size)[:4]
    return voice.joined(f"{voice.quoted(c.measure)} ({_signed(voice, c)})" for c in ordered)


def _signed(voice: Voice, comparison: Comparison) -> str:
    return voice.signed(comparison, voice.study.instrument.measures[comparison.measure])


def certain(*, voice: Voice) -> str:
    """What *certain* means, and what chance alone would do."""
    percent = number_text(number=Number(0.95, 0, is_share=True), language=voice.language)
    words = voice.gettext(
        "“Certain” means that the %(percent)s interval of the difference leaves out zero. Among twenty "
        "comparisons without any real difference, about one would be called certain by chance alone."
    )
    return words % {"percent": percent}
