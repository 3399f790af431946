# SPDX-License-Identifier: EUPL-1.2
"""How these figures were made: weights, answers, methods, versions, what was withheld by which rules."""

from collections.abc import Iterator

from samband.engines.disclosure import DisclosureRules
from samband.engines.reports import Block, Bullets, Facts, Heading, Paragraph
from samband.engines.tables.estimates import ALL
from samband.tools.surveys.analysis.member_report.main_figures import model_sentences
from samband.tools.surveys.analysis.member_report.study import Made
from samband.tools.surveys.analysis.member_report.voice import Voice
from samband.tools.surveys.analysis.method_words import rule_sentences, weighting_sentences
from samband.tools.surveys.analysis.standings import how_pairs_are_told_apart, how_places_are_made


def how_made(voice: Voice) -> Iterator[Block]:
    """What somebody needs who wants to check or repeat a figure."""
    _ = voice.gettext
    yield Heading(_("How these figures were made"))
    yield Facts(tuple(_facts(voice)))
    yield Heading(_("How figures are compared"), 3)
    yield Bullets(tuple(_compared(voice)))
    if voice.study.made is not None:
        yield from _withheld(voice, voice.study.made)


def _facts(voice: Voice) -> Iterator[tuple[str, str]]:
    _ = voice.gettext
    made, study = voice.study.made, voice.study
    for group in study.groups:
        yield _("%(group)s: answers") % {"group": voice.group(group)}, voice.answers(group)
        if made is not None:
            yield (
                _("%(group)s: weights") % {"group": voice.group(group)},
                " ".join(weighting_sentences(group=group, rule=made.weighting, words=voice.words)),
            )
    yield _("Questionnaire"), _("version %(version)s") % {"version": study.instrument.version}
    if made is not None:
        yield _("Version of the figures"), str(made.version)
        yield _("Methods"), ", ".join(f"{name} {version}" for name, version in sorted(made.methods.items()))
        yield _("Version of Samband"), made.code_version
        yield _("Fingerprint (SHA-256)"), " ".join(made.digest[at : at + 16] for at in range(0, 64, 16))


def _compared(voice: Voice) -> Iterator[str]:
    _ = voice.gettext
    if any(_has_places(voice, group) for group in voice.study.separate_groups):
        yield how_places_are_made(words=voice.words)
        yield how_pairs_are_told_apart(words=voice.words)
    if voice.study.similar:
        yield _("Members alike are chosen by the place, never by its results; each counts the same.")
    if voice.study.pair:
        yield _(
            "Gaps between the groups are judged together (Benjamini and Hochberg): of those called certain, "
            "at most one in twenty is so by chance, on average."
        )
    yield _(
        "The smallest change next time is one that a next wave with as many answers finds in four "
        "of five cases."
    )
    if voice.study.unit != ALL:  # where they have a section of their own
        yield from model_sentences(voice=voice)


def _has_places(voice: Voice, group: str) -> bool:
    measures = voice.study.main_measures(group=group)
    return any(voice.study.standings.of(measure.code, group) for measure in measures)


def _withheld(voice: Voice, made: Made) -> Iterator[Block]:
    _ = voice.gettext
    rules = DisclosureRules.from_mapping(made.rules)
    yield Heading(_("What is withheld"), 3)
    for group in voice.study.groups:
        sentences = rule_sentences(rules=rules.of(group), words=voice.words)
        if sentences:
            yield Paragraph(f"{voice.group(group)}: {' '.join(sentences)}")
