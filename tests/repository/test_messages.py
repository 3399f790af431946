# SPDX-License-Identifier: EUPL-1.2
"""Every text is translated, and a gap in a translation is seen."""

import re
import shutil

import pytest
from django.conf import settings

from tasks.messages import (
    COMPLETE,
    FOR_RESPONDENTS,
    Text,
    areas,
    due_in,
    faults,
    is_met,
    new_catalogue,
    texts_in,
)

INCLUDED = re.compile(r'{% include "([^"]+)"')
PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""


def test_every_language_that_is_offered_is_complete(settings):
    assert {"en", *COMPLETE} == dict(settings.LANGUAGES).keys()


@pytest.fixture
def source(tmp_path, monkeypatch):
    """A source folder with one tool that has one text, which is to speak Norwegian."""
    monkeypatch.setattr("tasks.messages.COMPLETE", ("nb",))
    source = tmp_path / "src" / "samband"
    (source / "core").mkdir(parents=True)
    (source / "tools" / "planted" / "locale" / "nb" / "LC_MESSAGES").mkdir(parents=True)
    (source / "tools" / "planted" / "__init__.py").touch()
    (source / "tools" / "planted" / "views.py").write_text('title = gettext("Open %(name)s")\n')
    return source


def catalogue(source, entries):
    file = source / "tools" / "planted" / "locale" / "nb" / "LC_MESSAGES" / "django.po"
    file.write_text(PO + entries, encoding="utf-8")


def test_all_texts_of_the_repository_are_translated():
    found = faults()

    assert not found, "\n".join([f"{len(found)} gaps, for example:", *found[:20]])


def test_a_complete_catalogue_has_no_fault(source):
    catalogue(source, 'msgid "Open %(name)s"\nmsgstr "Åpne %(name)s"\n')

    assert faults(source=source) == []


@pytest.mark.parametrize(
    ("entries", "fault"),
    [
        ("", "is not in it. Run make messages."),
        ('msgid "Open %(name)s"\nmsgstr ""\n', "has no translation"),
        ('#, fuzzy\nmsgid "Open %(name)s"\nmsgstr "Åpne %(name)s"\n', "is marked fuzzy"),
        (
            'msgid "Open %(name)s"\nmsgstr "Åpne %(navn)s"\n',
            "has a placeholder in the translation that the text lacks",
        ),
        ('msgid "Open %(name)s"\nmsgstr "Åpne"\n', "has a placeholder that the translation lacks"),
        (
            'msgid "Open %(name)s"\nmsgstr "Åpne %(name)s"\n\nmsgid "Close"\nmsgstr "Lukk"\n',
            "is no longer used",
        ),
    ],
)
def test_each_gap_in_a_translation_is_named(source, entries, fault):
    catalogue(source, entries)

    assert [line for line in faults(source=source) if fault in line]


def test_two_translations_of_one_text_are_named(source):
    catalogue(source, 'msgid "Open %(name)s"\nmsgstr "Åpne %(name)s"\n')
    shutil.copytree(source / "tools" / "planted", source / "tools" / "second")
    file = source / "tools" / "second" / "locale" / "nb" / "LC_MESSAGES" / "django.po"
    file.write_text(file.read_text("utf-8").replace("Åpne", "Se på"), encoding="utf-8")

    assert faults(source=source) == [
        "second: “Open %(name)s” is “Se på %(name)s”, but “Åpne %(name)s” in planted. "
        "Use one translation, or tell the two apart by pgettext."
    ]


def test_a_missing_catalogue_is_named(source):
    assert [line for line in faults(source=source) if "missing. Run make messages" in line]


def test_texts_are_found_in_python_in_cards_and_in_templates(tmp_path):
    area = tmp_path
    (area / "pages.py").write_text('ngettext("%(n)s answer", "%(n)s answers", n)\npgettext("verb", "Open")\n')
    (area / "card.py").write_text(
        'CARD = ToolCard(slug="x", title="Surveys", menu=(MenuEntry(label="Waves"),))\n'
    )
    (area / "templates").mkdir()
    (area / "templates" / "page.html").write_text(
        '{% load i18n %}{% translate "Don\'t know" %} {% translate "Open" context "verb" %}'
        "{% blocktranslate count n=n trimmed %}\n  {{ n }} member\n{% plural %}\n  {{ n }} members\n"
        '{% endblocktranslate %}{{ _("Close")|lower }}'
    )

    assert set(texts_in(area=area)) == {
        Text("%(n)s answer", "%(n)s answers"),
        Text("Open", context="verb"),
        Text("Surveys"),
        Text("Waves"),
        Text("Don't know"),
        Text("%(n)s member", "%(n)s members"),
        Text("Close"),
    }


def _area(source, files):
    area = source / "core" / "collect"
    for name, content in files.items():
        (area / name).parent.mkdir(parents=True, exist_ok=True)
        (area / name).write_text(content, encoding="utf-8")
    return area


def test_a_language_for_respondents_has_to_say_what_they_meet_and_no_more(tmp_path):
    met = {"templates/collect/thanks.html": '{% load i18n %}{% translate "Thank you" %}'}
    work = {
        "views/sessions.py": 'gettext("Codes")\ngettext("Thank you")\n',
        "templates/collect/meeting/hall.html": '{% load i18n %}{% translate "Answer now" %}',
    }
    area = _area(tmp_path, {**met, **work})
    texts = texts_in(area=area)

    assert due_in(language="se", area=area, texts=texts) == {Text("Thank you"): set(met)}
    assert due_in(language="ro", area=area, texts=texts) == texts


def test_a_missing_catalogue_for_respondents_is_named_where_they_come(source):
    _area(
        source,
        {"__init__.py": "", "views/ways.py": 'gettext("Not open yet")\n', "card.py": 'gettext("Answers")\n'},
    )
    missing = [line.partition(":")[0] for line in faults(source=source) if "missing. Run" in line]

    respondents = [f"src/samband/core/collect/locale/{one}/LC_MESSAGES/django.po" for one in FOR_RESPONDENTS]
    assert set(respondents) < set(missing)
    assert not any("planted/locale/se" in name for name in missing)


def test_a_text_of_work_has_no_place_in_a_catalogue_for_respondents(source):
    _area(source, {"__init__.py": "", "card.py": 'gettext("Answers")\n'})
    head = PO.replace("nplurals=2; plural=(n != 1)", "nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2)")
    _area(source, {"locale/se/LC_MESSAGES/django.po": f'{head}msgid "Answers"\nmsgstr "Vástádusat"\n'})

    assert [line for line in faults(source=source) if "locale/se" in line and "no longer used" in line]


def test_every_page_in_the_respondents_frame_is_among_those_they_meet():
    """A new template for respondents fails here until MET_BY_RESPONDENTS names it."""
    framed = {
        file.relative_to(area).as_posix(): area
        for area in areas()
        for file in area.rglob("*.html")
        if '{% extends "collect/runner.html" %}' in file.read_text(encoding="utf-8")
    }

    assert len(framed) > 5
    assert [name for name, area in framed.items() if not is_met(name=name, area=area)] == []


def test_what_a_respondents_page_includes_is_among_what_they_meet():
    templates = {name: file for area in areas() for name, file in _templates(area)}
    areas_of = {name: area for area in areas() for name, _file in _templates(area)}
    met = {name for name, area in areas_of.items() if is_met(name=f"templates/{name}", area=area)}
    included = {one for name in met for one in INCLUDED.findall(templates[name].read_text("utf-8"))}

    assert "collect/step_faults.html" in included
    assert included <= met


def _templates(area):
    return [
        (file.relative_to(area / "templates").as_posix(), file) for file in area.rglob("templates/**/*.html")
    ]


def test_the_languages_for_respondents_are_those_that_the_pages_offer():
    assert tuple(settings.SAMBAND_RESPONDENT_LANGUAGES) == FOR_RESPONDENTS
    assert not set(FOR_RESPONDENTS).intersection(dict(settings.LANGUAGES))


def test_a_new_catalogue_has_the_plural_forms_of_its_language():
    """One, two and more in Northern Sámi (CLDR, supplemental/plurals.xml)."""
    assert new_catalogue(language="se").num_plurals == 3
    assert new_catalogue(language="nn").num_plurals == 2
