# SPDX-License-Identifier: EUPL-1.2
"""The first wave: from a file with faults to published results, and one of them computed by hand."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import samband
from tests.cast import MEDIAN, OSLO
from tests.journeys import waves
from tests.journeys.conftest import sign_in_by_password

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ITEM = "equal_treatment"
STATEMENT = "People are treated alike in this municipality, whoever they are"
SCALE = "Allowed: 1 2 3 4, or 8 for don't know."
ITEMS_FROM = 6
"""Columns before the first answer."""

FAULTS = {
    f"Row 2, column {ITEM}: 7 is outside 1–4. {SCALE}": {2: {ITEM: "7"}},
    f"Row 3, column {ITEM}: “rather” is not a whole number. {SCALE}": {3: {ITEM: "rather"}},
    f"Row 4, column {ITEM}: “=2+1” starts like a spreadsheet formula and is not a code. "
    "Replace it by the code itself.": {4: {ITEM: "=2+1"}},
    "Row 5, column unit: 9999 is not a member on 1 January 2021. "
    "Use the member's number or its name as in the register, for instance 0301.": {5: {"unit": "9999"}},
    "Row 6, column unit: 1103 is a member but does not take part. "
    "Add it to the participants or take its rows out.": {6: {"unit": waves.ABSENT}},
    "Row 7, column group: guests is not a group of respondents here. Allowed: inhabitants, councillors.": {
        7: {"group": "guests"}
    },
    "Row 8, column sex: “woman” is not a known code. Allowed: female, male, or empty when it is not known.": {
        8: {"sex": "woman"}
    },
    "Row 9, column respondent: there is no respondent number. "
    "Give each respondent a number of their own; it is not kept as it stands.": {9: {"respondent": ""}},
    "Row 10: 18 cells, but the first row names 19 columns. "
    "Add what is missing, or put text that holds the separator in quotation marks.": {10: None},
    "Row 11: the row is empty. Delete it or fill it in.": {11: "everything"},
    "Row 12: no question is answered. Take the row out, or fill in what was answered.": {12: "answers"},
    "Row 14, column respondent: respondent 1 already stands in row 13. "
    "Keep one of the rows, or give the respondent a number of their own.": {
        13: {"respondent": "1"},
        14: {"respondent": "1"},
    },
}
"""What the page says -> what was done to which row of the file."""


def spoilt(text: str) -> str:
    """The same file with twelve different faults."""
    rows = list(csv.reader(io.StringIO(text)))
    for damage in FAULTS.values():
        for number, change in damage.items():
            rows[number - 1] = damaged(rows[number - 1], change, header=rows[0])
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue()


def damaged(row: list[str], change: dict[str, str] | str | None, *, header: list[str]) -> list[str]:
    """change: columns to overwrite; what to empty; None cuts the last cell off."""
    if change is None:
        return row[:-1]
    if isinstance(change, str):
        kept = ITEMS_FROM if change == "answers" else 0
        return row[:kept] + [""] * (len(row) - kept)
    return [change.get(name, cell) for name, cell in zip(header, row, strict=True)]


def adults(unit: str) -> dict[tuple[str, str], int]:
    """Sex and age group -> adults on 1 January 2021, out of the country pack's file."""
    file = Path(samband.__file__).parent / "packs" / "norway" / "population_by_sex_and_age.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if (row["code"], row["year"]) == (unit, "2021")]
    ages = ("18-29", "30-44", "45-66", "67-79", "80+")
    return {(row["sex"], age): int(row[age]) for row in rows for age in ages}


def respondents(text: str, unit: str, group: str) -> list[dict[str, str]]:
    rows = csv.DictReader(io.StringIO(text))
    return [row for row in rows if (row["unit"], row["group"]) == (unit, group)]


def weighted_mean_by_hand(text: str, unit: str) -> float:
    """Everybody stands for as many adults as share sex and age with them, divided by how many answered."""
    answered = respondents(text, unit, "inhabitants")
    total = persons = 0.0
    for (sex, age), number in adults(unit).items():
        cell = [row for row in answered if (row["sex"], row["age_group"]) == (sex, age)]
        assert len(cell) >= 5, "a smaller cell would be joined with another, which this twin does not do"
        valid = [int(row[ITEM]) for row in cell if row[ITEM] in {"1", "2", "3", "4"}]
        total += number / len(cell) * sum(valid)
        persons += number / len(cell) * len(valid)
    return total / persons


def plain_mean_by_hand(text: str, unit: str) -> float:
    answers = [row[ITEM] for row in respondents(text, unit, "councillors")]
    valid = [int(answer) for answer in answers if answer in {"1", "2", "3", "4"}]
    return sum(valid) / len(valid)


def upload(page: Page, text: str) -> None:
    page.get_by_label("File with answers").set_input_files(
        {"name": "answers.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    page.get_by_role("button", name="Check the file").click()


def fact(page: Page, name: str) -> str:
    return page.locator("dl.facts > div").filter(has_text=name).first.locator("dd").inner_text()


def sign_in(page: Page) -> None:
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Sign in").click()
    sign_in_by_password(page, "analyst@example.org")
    expect(page.get_by_role("heading", name="What is waiting for you")).to_be_visible()


def create_the_wave(page: Page) -> None:
    page.get_by_role("link", name="Surveys").first.click()
    page.get_by_role("link", name="New wave").click()
    page.get_by_label("Title").fill("Democracy 2021")
    page.get_by_label("Questionnaire").select_option("local_democracy/2021")
    page.get_by_label("Year").fill("2021")
    page.get_by_label("Reference date").fill("2021-01-01")
    page.get_by_role("button", name="Create the wave").click()


def add_participants(page: Page) -> None:
    """Only Oslo's council has its results before others."""
    dates = {OSLO.code: "2099-01-20,yes"}
    seats = waves.synthetic(wanted=318).seats
    lines = [f"{code},{seats[code]},{dates.get(code, ',no')}" for code in waves.MEMBERS]
    page.get_by_role("link", name="Add participants").click()
    page.get_by_label("Members, one line each").fill(
        "\n".join(["member,council_seats,council_date,embargo", *lines])
    )
    page.get_by_role("button", name="Add or correct these members").click()
    expect(page.get_by_text("The members are in the wave.")).to_be_visible()
    page.get_by_role("button", name="Open the wave for answers").click()


def see_all_faults_and_discard(page: Page, text: str) -> None:
    page.get_by_role("link", name="Load answers").click()
    upload(page, spoilt(text))
    expect(page.locator(".faults li")).to_have_text(list(FAULTS))
    page.get_by_role("button", name="Discard the file").click()
    expect(page.get_by_text("Nothing was loaded from it.")).to_be_visible()


def load_the_repaired_file(page: Page, text: str) -> None:
    rows = len(text.splitlines()) - 1
    upload(page, text)
    expect(page.get_by_text(f"{rows} rows can be loaded. 0 faults were found.")).to_be_visible()
    expect(page.get_by_role("row", name=f"{MEDIAN.name} Inhabitants")).to_be_visible()
    page.get_by_role("button", name="Load the rows").click()
    expect(page.get_by_text(f"{rows} answers are loaded.")).to_be_visible()


def load_it_again_and_double_nobody(page: Page, text: str) -> None:
    upload(page, text)
    assert fact(page, "Already here") == f"{len(text.splitlines()) - 1:,}"
    page.get_by_role("button", name="Load the rows").click()
    expect(page.get_by_text("0 answers are loaded.")).to_be_visible()
    page.get_by_role("link", name="Back to the wave").click()
    counts = dict.fromkeys(("inhabitants", "councillors"), 0)
    for row in csv.DictReader(io.StringIO(text)):
        counts[row["group"]] += 1
    assert fact(page, "Inhabitants who answered") == f"{counts['inhabitants']:,}"
    assert fact(page, "Councillors who answered") == f"{counts['councillors']:,}"


def compute_and_review(page: Page) -> None:
    page.get_by_role("button", name="Close the wave").click()
    page.get_by_role("button", name="Compute the figures").click()
    page.get_by_role("link", name="Review the figures").click()
    page.get_by_label("What you looked at, and what you found").fill("Response and weights look right.")
    page.get_by_role("button", name="I have looked at the figures").click()
    expect(page.get_by_text("The figures are reviewed.")).to_be_visible()


def publish_with_a_reason(page: Page) -> None:
    page.get_by_role("link", name="Publish", exact=True).click()
    page.get_by_role("button", name="Publish the figures").click()
    held_back = "These councils have not had their results: Oslo. Wait for them, or give a reason."
    expect(page.get_by_role("link", name=held_back)).to_be_visible()
    page.get_by_label("Reason for not waiting").fill("The council of Oslo agreed on the phone.")
    page.get_by_role("button", name="Publish the figures").click()
    expect(page.get_by_text("The figures are published.")).to_be_visible()


def shown_on_the_page(page: Page, group: str) -> str:
    row = page.locator(f"section[aria-labelledby=group-{group}-heading] table.results tr")
    return row.filter(has=page.get_by_role("rowheader", name=STATEMENT)).locator("td").first.inner_text()


def downloaded(page: Page, group: str) -> float:
    with page.expect_download() as download:
        page.get_by_role("link", name="All figures of this member (CSV)").click()
    with download.value.path().open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    wanted = {"group": group, "measure": ITEM, "statistic": "mean"}
    (row,) = [row for row in rows if all(row[name] == value for name, value in wanted.items())]
    return float(row["value"])


def test_an_analyst_takes_a_wave_from_a_faulty_file_to_published_figures(
    register, signed_in, analyst, open_browser
):
    signed_in(analyst)  # the association has made the account
    text = waves.answer_file(wanted=318)
    page = open_browser()
    sign_in(page)
    create_the_wave(page)
    add_participants(page)
    see_all_faults_and_discard(page, text)
    load_the_repaired_file(page, text)
    load_it_again_and_double_nobody(page, text)
    compute_and_review(page)
    publish_with_a_reason(page)

    page.get_by_role("rowheader").get_by_role("link", name=MEDIAN.name).click()
    expect(page.get_by_role("heading", level=1, name=MEDIAN.name)).to_be_visible()
    for group, by_hand in {
        "inhabitants": weighted_mean_by_hand(text, MEDIAN.code),
        "councillors": plain_mean_by_hand(text, MEDIAN.code),
    }.items():
        assert shown_on_the_page(page, group) == f"{by_hand:.1f}"
        assert downloaded(page, group) == pytest.approx(by_hand, rel=1e-12)
