# SPDX-License-Identifier: EUPL-1.2
"""The analyst takes the answers of a wave out as files; nobody else does, and it is noted who did."""

import csv
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pyreadstat
import pytest
from django.urls import reverse

from samband.core.access.rules import NotAllowed
from samband.core.audit.queries import all_events
from samband.engines.estimation import Group, Plan, estimate
from samband.engines.microdata import FORMS
from samband.tools.surveys import operations, queries
from samband.tools.surveys.tests.conftest import NOON, WAVE, answers


def take(client, form: str, *languages: str):
    return client.post(
        reverse("surveys:hand_out", args=[WAVE]), {"form": form, "languages": languages or ("en",)}
    )


def body(response) -> bytes:
    return b"".join(response.streaming_content)


@pytest.mark.parametrize("form", FORMS)
def test_every_kind_of_file_can_be_taken_out(estimated, analyst, signed_in, form: str):
    sent = take(signed_in(analyst), form)
    assert sent.status_code == 200
    assert sent["Content-Disposition"] == f'attachment; filename="{WAVE}.{form}"'
    assert len(body(sent)) > 1_000


def test_spss_has_a_row_for_each_respondent_in_the_chosen_language(
    estimated, analyst, signed_in, tmp_path: Path
):
    path = tmp_path / "a.sav"
    path.write_bytes(body(take(signed_in(analyst), "sav", "nb")))
    columns, about = pyreadstat.read_sav(path, output_format="dict", user_missing=True)
    asked = queries.instrument(code="local_democracy", version="2021")
    item = asked.items[0].code
    assert about.column_names_to_labels[item].startswith(asked.words["nb"].items[item][:60])
    assert about.number_rows == len(columns[item]) > 0


def test_the_archive_holds_what_it_says(estimated, analyst, signed_in):
    with zipfile.ZipFile(BytesIO(body(take(signed_in(analyst), "zip")))) as archive:
        assert sorted(archive.namelist()) == [
            "answers.R", "answers.csv", "codebook.xml", "codes.csv", "csv-metadata.json",
        ]  # fmt: skip


def test_it_is_noted_who_took_a_file_out(estimated, analyst):
    operations.hand_out_answers(wave=WAVE, form="sav", languages=["en"], by=analyst, at=NOON)
    assert any(one.event == "surveys.answers_handed_out" for one in all_events())


def test_nobody_else_takes_answers_out(estimated, secretary, outsider, signed_in):
    for actor in (secretary, outsider):
        with pytest.raises(NotAllowed):
            operations.hand_out_answers(wave=WAVE, form="sav", languages=["en"], by=actor, at=NOON)
        assert take(signed_in(actor), "sav").status_code == 404


def test_a_form_without_a_language_is_asked_again(estimated, analyst, signed_in):
    sent = signed_in(analyst).post(reverse("surveys:hand_out", args=[WAVE]), {"form": "exe"})
    assert sent.status_code == 400


ITEMS = ("equal_treatment", "special_interests", "satisfied_services")
FIGURES = """
groups <- ~respondent_group + unit
for (item in c({items})) {{
  found <- svyby(as.formula(paste0("~", item, "_code")), groups, design, svymean, na.rm = TRUE)
  high <- svyby(as.formula(paste0("~I(", item, "_code >= 3)")), groups, design, svymean, na.rm = TRUE)
  for (row in seq_len(nrow(found))) {{
    cat(as.integer(found[row, 1]), found[row, 2], item, "", sep = ",")
    share <- high[row, grep("TRUE$", names(high))[1]]
    cat(sprintf("%.15g", c(found[row, 3], SE(found)[row], share)), sep = ",", fill = 1000)
  }}
}}
"""
GROUPS = ("inhabitants", "councillors")


def weighted() -> list[dict[str, str]]:
    """The usual answers, each with a weight, and some of them don't know."""
    rows = list(csv.DictReader(answers().decode().splitlines()))
    for number, row in enumerate(rows):
        row["weight"] = f"{1 + number % 7 / 4:g}"
        row[ITEMS[number % 3]] = "8" if number % 11 == 0 else row[ITEMS[number % 3]]
    return rows


def by_r(folder: Path, archive: bytes) -> dict[tuple[str, str, str], list[float]]:
    """(group, unit, item) -> mean, its standard error, share of 3 and 4, by the script that is handed out."""
    with zipfile.ZipFile(BytesIO(archive)) as packed:
        packed.extractall(folder)
    more = FIGURES.format(items=", ".join(f'"{item}"' for item in ITEMS))
    script = (folder / "answers.R").read_text(encoding="utf-8") + "library(survey)\n" + more
    (folder / "look.R").write_text(script, encoding="utf-8")
    done = subprocess.run(
        ["Rscript", "--vanilla", "look.R"], cwd=folder, capture_output=True, text=True, check=True
    )
    lines = [line.split(",") for line in done.stdout.split("\n") if line.count(",") == 5]
    return {
        (GROUPS[int(group) - 1], unit, item): [float(one) for one in rest]
        for group, unit, item, *rest in lines
    }


def has_survey() -> bool:
    asked = ["Rscript", "--vanilla", "-e", "quit(status = !requireNamespace('survey', quietly = TRUE))"]
    return shutil.which("Rscript") is not None and subprocess.run(asked, check=False).returncode == 0


def test_r_finds_the_same_figures_in_what_was_handed_out(opened, load, analyst, signed_in, tmp_path: Path):
    """The package survey, by the design in the archive's script, against the engine that estimates waves."""
    if not has_survey():
        pytest.skip("R with its package survey is not installed")
    rows = weighted()
    text = "\n".join([",".join(rows[0]), *(",".join(row.values()) for row in rows)])
    load(text.encode())
    found = by_r(tmp_path, body(take(signed_in(analyst), "zip")))
    groups = tuple(Group(name, {"group": frozenset({name})}) for name in GROUPS)
    ours = estimate(
        answers={
            **{name: [row[name] for row in rows] for name in ("group", "unit")},
            **{item: [int(row[item]) for row in rows] for item in ITEMS},
            "weight": [float(row["weight"]) for row in rows],
        },
        instrument=queries.instrument(code="local_democracy", version="2021"),
        plan=Plan(unit="unit", strata=("unit", "group"), weights="weight", groups=groups, measures=ITEMS),
    )
    assert len(found) == 2 * 3 * len(ITEMS)
    for (group, unit, item), (mean, se, share) in found.items():
        figure = ours.get(group=group, unit=unit, measure=item, statistic="mean", category="")
        high = ours.get(group=group, unit=unit, measure=item, statistic="share", category="3-4")
        assert (figure.value, figure.se) == pytest.approx((mean, se), rel=1e-9), (group, unit, item)
        assert high.value == pytest.approx(share, rel=1e-9), (group, unit, item)
