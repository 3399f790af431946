# SPDX-License-Identifier: EUPL-1.2
"""The pages of an import as an administrator uses them, and everybody else does not."""

import io
import re
from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import translation

from samband.core.access.rules import INSTALLATION
from samband.core.audit.queries import events
from samband.core.country.queries import load_pack as read_pack
from samband.core.members import operations, queries
from samband.core.members.pages import preview_page
from samband.core.members.rules.importing import CHANGES, POPULATION, TABLES, UNITS
from samband.core.members.tests.importing import AT, HEADERS, first_level, inhabitants, rows_of, sent
from samband.core.members.tests.importing import SOURCE as TOLD
from samband.core.members.tests.test_importing import MERGED, MERGERS, TWO

pytestmark = pytest.mark.django_db
SOURCE = {
    "title": "List of <made-up> places",
    "publisher": "Bureau",
    "licence": "CC BY",
    "dated": "2026-11-01",
}
IMPORTING = ("import", "preview_import", "confirm_import")


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-22 12:00:00+00:00", tick=False):
        yield


@pytest.fixture
def moldova(db):
    pack = read_pack(name="moldova")
    operations.load_pack(pack=pack, by=INSTALLATION, at=AT)
    return pack


@pytest.fixture
def browser(moldova, signed_in, administrator):
    """The administrator's, past the second step of sign-in."""
    return signed_in(administrator)


def uploaded(**tables):
    return {
        table: SimpleUploadedFile(f"{table}.csv", "\n".join((HEADERS[table], *rows)).encode())
        for table, rows in tables.items()
    }


def check(browser, *, given=SOURCE, **tables):
    return browser.post(reverse("members:preview_import"), {**given, **uploaded(**tables)})


def confirm(browser, preview):
    token = re.search(r'name="token" value="([^"]+)"', preview.content.decode())
    assert token, text_of(preview)
    return browser.post(reverse("members:confirm_import"), {"token": token[1]}, follow=True)


def text_of(response):
    assert response.status_code == 200
    body = re.sub(r"<(svg|head)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    words = " ".join(re.sub(r"<[^>]+>", " ", body).replace("\xa0", " ").split())
    return re.sub(r" ([.,;:])", r"\1", words)


def test_an_administrator_sees_what_would_change_and_imports_it(browser, moldova):
    rows = first_level(pack=moldova)
    seen = check(browser, authorities=rows, population=inhabitants(rows))
    text = text_of(seen)
    assert "No faults were found. Nothing is changed yet." in text
    assert "Villages and communes 844 0 0 0 0 Towns 52 0 0 0 0 Municipalities of the first level 2" in text
    assert "Inhabitants, by number and year 898" in text
    assert queries.authorities_on(on=date(2026, 11, 22)) == ()
    done = text_of(confirm(browser, seen))
    assert "Imported: 898 authorities are new, 0 were changed, 0 were taken out." in done
    assert "898 villages and communes, towns and municipalities of the first level in force" in done


def test_the_list_and_the_page_of_a_unit_work_for_what_was_imported(client, browser, moldova):
    rows = first_level(pack=moldova)
    confirm(browser, check(browser, authorities=rows, population=inhabitants(rows)))
    listed = text_of(client.get("/members/?county=1000000"))
    assert f"{sum(',1000000,' in row for row in rows)} found." in listed
    assert "Page 1 of 3" in text_of(client.get("/members/"))
    code = rows[60].split(",")[0]
    page = text_of(client.get(f"/members/{code}/"))
    assert "Kind Village or commune" in page
    assert (
        "From a file beside the country pack: Bureau: List of &lt;made-up&gt; places (CC BY), as of "
        "1 November 2026; imported on 22 November 2026."
    ) in page
    assert "From a file" not in text_of(client.get("/members/9600000/"))
    assert "Villages and communes, towns and municipalities of the first level in Anenii Noi" in text_of(
        client.get("/members/1000000/")
    )
    assert "there were 898 villages and communes" in text_of(client.get("/members/statistics/"))


def test_a_merger_that_was_imported_is_told_on_the_page(client, browser):
    confirm(browser, check(browser, authorities=MERGED, successions=MERGERS))
    page = text_of(client.get("/members/1000301/"))
    assert "1 January 2026: 1000101 Bulboaca and 1000201 Puhăceni became 1000301 Bulboaca Nouă" in page


def test_faults_are_listed_by_file_and_nothing_can_be_confirmed(browser):
    rows = ["1000101,A,,hamlet,1000000,2003-06-01,,,", "1000101,A,,village,1000000,soon,,,"]
    seen = check(browser, authorities=rows, population=["1000101,2024,many"])
    text = text_of(seen)
    assert "3 faults were found, so nothing can be imported yet." in text
    assert "Faults in authorities.csv Row 2, column kind: “hamlet” is not a kind of authority" in text
    assert "Row 3, column valid_from: “soon” is not a day." in text
    assert "Faults in population.csv Row 2, column population: “many” is not a number of people." in text
    assert b'name="token"' not in seen.content


def test_faults_are_told_in_norwegian(moldova, administrator):
    row = "1000101,A,,village,9999999,2003-06-01,,,"
    seen = operations.preview_import(files=sent({UNITS: [row]}), source=TOLD, by=administrator, at=AT)
    with translation.override("nb"):
        (found,) = preview_page(seen=seen).faults
    assert found.faults[0].startswith(
        "Rad 2: 1000101 ligger i 9999999, som ikke finnes den dagen 1000101 begynner."
    )


def test_the_same_file_again_is_told_to_change_nothing(browser):
    confirm(browser, check(browser, authorities=TWO))
    known = events().total
    again = check(browser, authorities=TWO)
    assert "The register holds all of this already. There is nothing to import." in text_of(again)
    assert b'name="token"' not in again.content
    assert events().total == known


def test_a_download_is_a_round_trip(client, browser, moldova):
    confirm(
        browser,
        check(browser, authorities=MERGED, successions=MERGERS, population=["1000101,2024,812"]),
    )
    files = {table: client.get(f"/members/register/{table}.csv").getvalue() for table in TABLES}
    again = browser.post(
        reverse("members:preview_import"),
        SOURCE | {table: SimpleUploadedFile("a.csv", content) for table, content in files.items()},
    )
    assert "There is nothing to import." in text_of(again)
    held = rows_of(files[UNITS].decode())
    assert len(held) == len(moldova.authorities) + 3
    corrected = files[UNITS].decode().replace("Puhăceni", "Puhăceni-Nou").encode()
    seen = browser.post(
        reverse("members:preview_import"), SOURCE | {UNITS: SimpleUploadedFile("a.csv", corrected)}
    )
    assert "Changed (1) 1000201 Puhăceni-Nou (name)" in text_of(seen)


def test_the_register_of_a_pack_alone_is_a_round_trip_too(client, register, administrator):
    """All of Norway, with its places, Sámi names and changes: every fact comes back as it went out."""
    files = {
        table: operations.SentFile(
            io.BytesIO(client.get(f"/members/register/{table}.csv").getvalue()), f"{table}.csv"
        )
        for table in TABLES
    }
    seen = operations.preview_import(files=files, source=TOLD, by=administrator, at=AT)
    assert not any(seen.faults.values())
    assert not seen.plan.changes_something
    assert sum(one.same for one in seen.plan.tiers.values()) > 700


def test_an_empty_file_names_the_columns(client, moldova):
    for table in TABLES:
        response = client.get(f"/members/template/{table}.csv")
        assert response.getvalue().decode() == f"\ufeff{HEADERS[table]}\r\n"
    assert client.get("/members/template/secrets.csv").status_code == 404
    assert client.get("/members/register/secrets.csv").status_code == 404


def test_a_form_without_a_file_or_a_source_says_what_is_missing(browser):
    seen = browser.post(reverse("members:preview_import"), SOURCE)
    assert seen.status_code == 400
    assert "Choose at least one file." in seen.content.decode()
    seen = check(browser, given={}, authorities=TWO)
    assert seen.status_code == 400
    assert seen.content.decode().count("This field is required.") >= 4


def test_a_file_that_cannot_be_read_is_told_beside_its_field(browser):
    files = {POPULATION: SimpleUploadedFile("people.pdf", b"%PDF"), **uploaded(authorities=TWO)}
    seen = browser.post(reverse("members:preview_import"), SOURCE | files)
    assert seen.status_code == 400
    assert "Files of the kind .pdf cannot be read." in seen.content.decode()


def test_a_token_that_was_used_leads_back_to_the_form(browser):
    response = browser.post(reverse("members:confirm_import"), {"token": "x"}, follow=True)
    assert "The files are not here any more. Upload them again." in text_of(response)


@pytest.mark.parametrize("who", ["analyst", "contact", "secretary", "councillor", "outsider", "inhabitant"])
def test_nobody_else_comes_near_an_import(moldova, signed_in, request, who):
    other = signed_in(request.getfixturevalue(who))
    for name in IMPORTING:
        address = reverse(f"members:{name}")
        response = other.get(address) if name == "import" else other.post(address, SOURCE)
        if who == "inhabitant":
            assert response.status_code == 302
            assert response.url.startswith(reverse("account_login"))
        else:
            assert response.status_code == 404
    assert b"/members/import/" not in other.get("/members/").content


def test_the_administrator_is_led_to_the_import(browser):
    assert b'href="/members/import/"' in browser.get("/members/").content
    text = text_of(browser.get("/members/import/"))
    assert "village (Village or commune)" in text


def test_the_command_looks_first_and_imports_when_told(moldova, tmp_path):
    units, changes = tmp_path / "units.csv", tmp_path / "changes.csv"
    units.write_text("\n".join((HEADERS[UNITS], *MERGED)))
    changes.write_text("\n".join((HEADERS[CHANGES], *MERGERS)))
    told = io.StringIO()
    call_command("import_units", str(units), changes=str(changes), stdout=told)
    assert "village: 3 new, 0 changed (0 of them ended), 0 taken out, 0 as before." in told.getvalue()
    assert "Nothing is changed. Add --confirm" in told.getvalue()
    words = {"title": "T", "publisher": "P", "licence": "L", "dated": date(2026, 1, 1)}
    with pytest.raises(CommandError, match="Say where it is from"):
        call_command("import_units", str(units), changes=str(changes), confirm=True, stdout=told)
    call_command("import_units", str(units), changes=str(changes), confirm=True, stdout=told, **words)
    assert queries.authority(code="1000301", on=date(2026, 11, 22)).name == "Bulboaca Nouă"
    call_command("import_units", str(units), changes=str(changes), confirm=True, stdout=told, **words)
    assert "The register holds all of this already." in told.getvalue()


def test_the_command_tells_faults_and_stops(moldova, tmp_path):
    units, told = tmp_path / "units.csv", io.StringIO()
    units.write_text(HEADERS[UNITS] + "\n1000101,A,,hamlet,1000000,2003-06-01,,,")
    with pytest.raises(CommandError, match="Correct the faults first"):
        call_command("import_units", str(units), stdout=told)
    assert "units.csv: Row 2, column kind: “hamlet” is not a kind" in told.getvalue()
    with pytest.raises(CommandError, match="Name at least one file"):
        call_command("import_units", stdout=told)
