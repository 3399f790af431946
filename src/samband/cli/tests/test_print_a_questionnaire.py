# SPDX-License-Identifier: EUPL-1.2
"""``samband questionnaire`` from outside: a sheet of paper, or why there is none."""

from pathlib import Path

import samband.tools.surveys
from samband.cli.main import main

INSTRUMENT = str(Path(samband.tools.surveys.__file__).parent / "instruments/local_democracy/2021.yaml")


def test_two_languages_side_by_side_become_a_tagged_pdf(tmp_path, capsys):
    out = tmp_path / "form.pdf"

    chosen = ["--language", "nb", "--beside", "en", "--created", "2026-03-01T12:00:00+00:00"]
    code = main(["questionnaire", INSTRUMENT, *chosen, "--out", str(out)])

    assert code == 0
    assert "local_democracy 2021 in nb and en" in capsys.readouterr().out
    assert b"pdfuaid" in out.read_bytes()


def test_a_page_to_print_holds_words_and_boxes_without_any_style(tmp_path):
    out = tmp_path / "form.html"

    assert main(["questionnaire", INSTRUMENT, "--out", str(out), "--group", "councillors"]) == 0

    page = out.read_text(encoding="utf-8")
    assert "<h1>Local democracy survey</h1>" in page
    assert "☐" in page


def test_a_language_or_an_ending_that_is_not_there_is_refused_in_words(tmp_path, capsys):
    assert main(["questionnaire", INSTRUMENT, "--language", "fi", "--out", str(tmp_path / "a.pdf")]) == 2
    assert "no words in fi" in capsys.readouterr().err

    assert main(["questionnaire", INSTRUMENT, "--out", str(tmp_path / "a.doc")]) == 2
    assert "sheets end in .pdf or .html" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_faults_of_the_instrument_are_printed_with_their_places(tmp_path, capsys):
    broken = tmp_path / "broken.yaml"
    broken.write_text("code: broken\n", encoding="utf-8")

    assert main(["questionnaire", str(broken), "--out", str(tmp_path / "a.pdf")]) == 1
    assert "broken.yaml" in capsys.readouterr().out


def test_a_sheet_without_a_time_is_of_now_and_speaks_the_language_of_its_questions(tmp_path):
    out = tmp_path / "form.pdf"

    assert main(["questionnaire", INSTRUMENT, "--language", "se", "--out", str(out)]) == 0
    assert main(["questionnaire", INSTRUMENT, "--language", "se", "--out", str(tmp_path / "a.html")]) == 0

    assert out.read_bytes().startswith(b"%PDF")
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "Merke ovtta ruossa juohke linnjái." in page
    assert "Sett ett kryss" not in page
