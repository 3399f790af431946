# SPDX-License-Identifier: EUPL-1.2
"""Every text is translated, and a gap in a translation is seen."""

import shutil

import pytest

from tasks.messages import Text, faults, texts_in

PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""


@pytest.fixture
def source(tmp_path):
    """A source folder with one tool that has one text."""
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
