# SPDX-License-Identifier: EUPL-1.2
"""About the survey and its numbers, what it measures, and whom the member is compared with."""

from collections.abc import Iterator

from samband.engines.charts import Number, number_text
from samband.engines.instrument import Item
from samband.engines.reports import Block, Bullets, Facts, Heading, Note, NoteKind, Paragraph, Table
from samband.tools.surveys.analysis.member_report.main_figures import members_alike
from samband.tools.surveys.analysis.member_report.voice import Voice
from samband.tools.surveys.analysis.order import alphabetical


def about(voice: Voice) -> Iterator[Block]:
    _ = voice.gettext
    yield Heading(_("About the survey and the numbers"))
    if voice.asked.introduction:
        yield Paragraph(voice.asked.introduction)
    yield Facts(tuple(_facts(voice)))
    yield Heading(_("How to read the figures"), 3)
    yield Bullets(tuple(_how_to_read(voice)))
    if len(set(voice.study.wave.modes.values())) > 1:
        yield _mode_note(voice)


def _facts(voice: Voice) -> Iterator[tuple[str, str]]:
    _ = voice.gettext
    study = voice.study
    if study.own.population is not None:
        yield _("Inhabitants"), voice.count(study.own.population)
    for group in study.groups:
        yield _("%(group)s: answers") % {"group": voice.group(group)}, voice.answers(group)
    if voice.period():
        yield _("Asked in the period"), voice.period()
    yield _("Members that took part"), voice.count(len(study.members))
    instrument = study.instrument
    yield _("Questionnaire"), _("version %(version)s") % {"version": instrument.version}
    yield _("Source of the questionnaire"), instrument.source


def _how_to_read(voice: Voice) -> Iterator[str]:
    _ = voice.gettext
    percent = number_text(number=Number(0.95, 0, is_share=True), language=voice.language)
    yield _(
        "The dot is the estimate; the line through it is the %(percent)s interval: values that fit "
        "the answers."
    ) % {"percent": percent}
    yield _("“Don't know” and no answer are left out; they are never counted as zero.")
    if any(item.polarity.value == "negative" for item in voice.study.instrument.items):
        yield _(
            "Negative statements are shown as they were answered: agreement is then unfavourable. "
            "They are turned round only inside an index."
        )
    yield from _shares(voice)
    yield _("A figure is withheld where so few have answered that single persons could be recognised.")
    yield _("Where %(others)s are put together, each counts the same, whatever its size.") % {
        "others": voice.others
    }
    if voice.study.pair:
        yield _("A council is small; its intervals take into account how large a part of it has answered.")


def _shares(voice: Voice) -> Iterator[str]:
    """What is meant by each share that is published, once for each."""
    items = [item for group in voice.study.groups for item in voice.study.items(group=group)]
    for share in dict.fromkeys(share for item in items for share in item.scale.shares):
        codes = voice.either(str(code) for code in share.codes)
        words = voice.gettext("“Share %(name)s” is the part of the valid answers that were %(codes)s.")
        yield words % {"name": share.name.replace("-", "–"), "codes": codes}


def _mode_note(voice: Voice) -> Note:
    _ = voice.gettext
    return Note(
        NoteKind.METHOD,
        _("The groups were asked in different ways"),
        _(
            "On the telephone people tend to answer a little more positively than when they fill in a form "
            "themselves. Part of a difference between the groups can come from that."
        ),
    )


def what_is_measured(voice: Voice) -> Iterator[Block]:
    """Standards and the statements that stand for them."""
    _ = voice.gettext
    items = _measured_items(voice)
    if not items:
        return
    yield Heading(_("What the survey measures"))
    yield Paragraph(_about_indices(voice))
    rows = tuple((_dimension(voice, item), voice.measure(item.code), voice.polarity(item)) for item in items)
    yield Table(
        _("Standards and their statements"), (_("Standard"), _("Statement"), _("Favourable end")), rows
    )


def _measured_items(voice: Voice) -> list[Item]:
    """Items with results, by dimension."""
    order = {dimension: i for i, dimension in enumerate(voice.study.instrument.dimensions)}
    shown = {item.code for group in voice.study.groups for item in voice.study.items(group=group)}
    items = [item for item in voice.study.instrument.items if item.code in shown]
    return sorted(items, key=lambda item: order.get(item.dimension, len(order)))


def _dimension(voice: Voice, item: Item) -> str:
    return voice.asked.dimensions.get(item.dimension, item.dimension)


def _about_indices(voice: Voice) -> str:
    _ = voice.gettext
    codes = [measure.code for measure in voice.study.instrument.indices]
    if not codes:
        return _("Every statement is shown by itself; the survey has no indices.")
    words = _(
        "The indices %(names)s are the mean of their statements, for respondents who answered enough of them."
    )
    return words % {"names": voice.joined(voice.quoted(code) for code in codes)}


def own_size_group(voice: Voice) -> Iterator[Block]:
    _ = voice.gettext
    if not voice.has_peers:
        return
    yield Heading(_("Members of the same size"))
    names = sorted(
        (voice.study.members[code].name for code in voice.study.peers),
        key=lambda name: alphabetical(name=name, language=voice.language),
    )
    words = voice.ngettext(
        "%(name)s is compared with the one other member of its size class that took part: %(names)s.",
        "%(name)s is compared with the %(count)d other members of its size class that took part: %(names)s.",
        len(names),
    )
    yield Paragraph(
        f"{_size_class(voice)} "
        + words % {"name": voice.name, "count": len(names), "names": voice.joined(names)}
    )
    yield from members_alike(voice=voice)


def _size_class(voice: Voice) -> str:
    _ = voice.gettext
    known = {
        "size:small": _("Small members have fewer than 5,000 inhabitants."),
        "size:medium": _("Medium-sized members have from 5,000 to 19,999 inhabitants."),
        "size:large": _("Large members have 20,000 inhabitants or more."),
    }
    return known.get(voice.study.own.size_class, "")
