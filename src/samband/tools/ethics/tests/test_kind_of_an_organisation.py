# SPDX-License-Identifier: EUPL-1.2
"""What kind an organisation is: from a register, by hand, and never guessed when nobody has said it."""

import io
import json
from datetime import date

import pytest
from django.urls import reverse

from samband.engines.conflicts import OrganisationKind
from samband.tools.ethics import operations, queries
from samband.tools.ethics.analysis.organisation_forms import _forms, kind_of_form
from samband.tools.ethics.models import Organisation
from samband.tools.ethics.operations import RoleSource
from samband.tools.ethics.operations.organisations import organisation_row
from samband.tools.ethics.pages.screening import register_file
from samband.tools.ethics.rules import SourceKind
from samband.tools.ethics.tests.conftest import FERRY, NOON, UTSIRA, ferry

SOURCE = RoleSource("Register of Legal Entities", date(2026, 1, 2))


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.SAMBAND_HOME = tmp_path


@pytest.mark.parametrize(
    ("form", "country", "kind"),
    [
        ("AS", "norway", OrganisationKind.COMPANY),
        ("FLI", "norway", OrganisationKind.ASSOCIATION),
        ("sti", "norway", OrganisationKind.FOUNDATION),
        ("SA", "norway", OrganisationKind.COOPERATIVE),
        ("SA", "romania", OrganisationKind.COMPANY),
        ("S.R.L.", "romania", OrganisationKind.COMPANY),
        ("ENK", "norway", OrganisationKind.SOLE_PROPRIETORSHIP),
        ("XYZ", "norway", ""),
        ("AS", "latvia", ""),
    ],
)
def test_a_legal_form_means_what_it_means_in_its_country(form, country, kind):
    assert kind_of_form(form=form, country=country) == kind


def test_every_form_is_of_a_kind_that_the_engine_knows():
    assert {kind for forms in _forms().values() for kind in forms.values()} <= set(OrganisationKind)


@pytest.mark.parametrize(
    ("before", "then", "stands"),
    [
        (("", ""), ("company", SourceKind.PERSON), "company"),
        (("company", SourceKind.PERSON), ("foundation", SourceKind.PERSON), "company"),
        (("company", SourceKind.PERSON), ("foundation", SourceKind.CONTACT), "foundation"),
        (("association", SourceKind.REGISTER), ("other", SourceKind.CONTACT), "association"),
        (("other", SourceKind.CONTACT), ("association", SourceKind.REGISTER), "association"),
        (("association", SourceKind.REGISTER), ("", ""), "association"),
    ],
)
def test_who_weighs_more_says_what_it_is(db, before, then, stands):
    for kind, source in (before, then):
        organisation_row(name="Ferry", number=FERRY, kind=kind, kind_source=source)
    assert Organisation.objects.get().kind == stands


def test_an_unknown_kind_is_unknown_in_the_file_of_a_screening(declared, contact):
    declared()
    declared(organisation="Sports club", number="", organisation_kind="association")
    known = queries.known_of_member(actor=contact, authority=UTSIRA, at=NOON)
    told = {one["name"]: one.get("kind") for one in json.loads(register_file(known=known))["organisations"]}
    assert told == {"Utsira Ferry AS": None, "Sports club": "association"}


def test_a_register_tells_the_kind_of_what_is_here_already(declared, administrator):
    declared(ferry(organisation="Ferry"))
    units = [{
        "organisasjonsnummer": FERRY, "navn": "UTSIRA FERRY AS", "organisasjonsform": {"kode": "AS"},
        "rollegrupper": [{"roller": [{
            "type": {"kode": "LEDE"},
            "person": {"navn": {"fornavn": "Anne", "etternavn": "Berg"}, "fodselsdato": "1970-05-17"},
        }]}],
    }]  # fmt: skip
    seen = operations.preview_roles(
        file=io.BytesIO(json.dumps(units).encode()), filename="roles.json", source=SOURCE,
        by=administrator, at=NOON,
    )  # fmt: skip
    assert (len(seen.new), seen.here, seen.kinds) == (0, 1, 1)
    operations.confirm_roles(token=seen.token, by=administrator, at=NOON)
    row = Organisation.objects.get(number=FERRY)
    assert (row.kind, row.kind_source) == ("company", SourceKind.REGISTER)


def test_it_is_chosen_in_the_form_and_read_by_everybody(council, signed_in, councillor, client):
    form = {
        "role": "chair", "organisation": "Utsira Ferry AS", "number": FERRY, "valid_from": "2024-01-01",
        "organisation_kind": "municipal_enterprise",
    }  # fmt: skip
    signed_in(councillor).post(reverse("ethics:add", args=["post"]), form)
    row = Organisation.objects.get()
    assert row.kind == "municipal_enterprise"
    page = client.get(reverse("ethics:organisation", args=[row.pk])).content.decode()
    assert "Municipal enterprise. " in page
