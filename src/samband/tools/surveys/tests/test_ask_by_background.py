# SPDX-License-Identifier: EUPL-1.2
"""Analysts and contact persons choose measure, place and background: they see all parts there, or why not."""

import pytest
from django.urls import reverse

from samband.core.access.rules import NotAllowed
from samband.engines.disclosure.breakdowns import Level
from samband.tools.surveys import operations
from samband.tools.surveys.operations.running import reopen_wave
from samband.tools.surveys.queries.breakdowns import breakdown, breakdown_folder, whole_breakdown
from samband.tools.surveys.queries.waves import find_wave
from samband.tools.surveys.tests.conftest import NOON, WAVE
from samband.tools.surveys.tests.test_pages_who_sees_what import contact as contact_person

AGREED = "All have agreed."
contact = contact_person


def varied(*, women_of_utsira: int = 60) -> bytes:
    """120 inhabitants in each of the three members, sex and age even; in Utsira perhaps few women."""
    ages = ("18-29", "30-44", "45-66", "67-79", "80+")
    lines = ["respondent,group,unit,sex,age_group,mode,equal_treatment,satisfied_services"]
    for unit in ("1151", "4643", "0301"):
        for at in range(120):
            sex = "male" if at % 2 or (unit == "1151" and at // 2 >= women_of_utsira) else "female"
            codes = f"{1 + at % 4 if at % 3 else 1 + at % 3},{1 + (at + at // 5) % 4}"
            lines.append(f"{unit}-i{at},inhabitants,{unit},{sex},{ages[at // 2 % 5]},phone,{codes}")
    return ("\n".join(lines) + "\n").encode()


@pytest.fixture
def published_with(opened, load, analyst):
    def run(content: bytes) -> str:
        load(content)
        _publish(analyst)
        return WAVE

    return run


def _publish(analyst) -> None:
    operations.close_wave(wave=WAVE, by=analyst, at=NOON)
    operations.estimate_wave(wave=WAVE, by=analyst, at=NOON)
    operations.review_wave(wave=WAVE, notes="Looks right.", by=analyst, at=NOON)
    operations.publish_wave(wave=WAVE, by=analyst, at=NOON, override_reason=AGREED)


def page(client, **wanted: str) -> str:
    answer = client.get(reverse("surveys:background", args=[WAVE]), {"measure": "equal_treatment", **wanted})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_contact_person_sees_women_and_men_of_the_own_member_side_by_side(
    published_with, signed_in, contact
):
    published_with(varied())
    text = page(signed_in(contact))
    assert '<option value="1151" selected>Utsira</option>' in text
    assert '<th scope="row">Everybody</th>' in text
    for part in ("Woman", "Man"):
        assert f'<th scope="row">{part}</th>' in text
    assert "<svg" in text


def test_the_address_holds_the_choice_and_strange_ones_do_no_harm(published_with, signed_in, analyst):
    published_with(varied())
    client = signed_in(analyst)
    text = page(client, place="all", by="age_group", statistic="share-3-4")
    assert '<option value="age_group" selected>' in text
    assert '<th scope="row">18–29</th>' in text
    assert "Counts 2 of 3 members, with 99% of their adults." in text
    assert page(client, place="<b>", by="<i>", group="?", statistic="x", measure="no_such")


def test_a_place_with_few_women_shows_neither_women_nor_men_and_says_why(published_with, signed_in, analyst):
    published_with(varied(women_of_utsira=3))
    text = page(signed_in(analyst), place="1151")
    assert "Utsira is not shown by sex" in text
    assert "could be subtracted from the others" in text
    assert ">Woman<" not in text
    assert "<svg" not in text
    national = page(signed_in(analyst), place="all")
    assert "Counts 2 of 3 members" in national


def test_councillors_who_were_asked_for_no_background_are_told_so(reviewed, signed_in, analyst):
    operations.publish_wave(wave=reviewed, by=analyst, at=NOON, override_reason=AGREED)
    assert "nothing is known of this background" in page(signed_in(analyst), group="councillors")


def test_a_wave_published_before_there_was_such_a_thing_says_so(published_with, signed_in, analyst):
    published_with(varied())
    (breakdown_folder(wave=find_wave(slug=WAVE), version=1) / "opened.json").unlink()
    assert "published before they could be shown by background" in page(signed_in(analyst))


def test_only_analysts_and_those_who_care_for_a_member_may_ask(
    published_with, signed_in, outsider, councillor, client
):
    published_with(varied())
    address = reverse("surveys:background", args=[WAVE])
    assert signed_in(outsider).get(address).status_code == 404
    assert signed_in(councillor).get(address).status_code == 404
    for actor in (outsider, councillor):
        with pytest.raises(NotAllowed):
            breakdown(actor=actor, wave=WAVE, measure="equal_treatment")
    assert client.get(address).headers["Location"].startswith(reverse("account_login"))
    overview = reverse("surveys:overview", args=[WAVE])
    assert address not in signed_in(outsider).get(overview).content.decode()


def test_the_results_lead_those_who_may_to_the_background(published_with, signed_in, contact):
    published_with(varied())
    client = signed_in(contact)
    address = reverse("surveys:background", args=[WAVE])
    assert address in client.get(reverse("surveys:overview", args=[WAVE])).content.decode()
    assert (
        f"{address}?place=1151" in client.get(reverse("surveys:member", args=[WAVE, "1151"])).content.decode()
    )


def test_nothing_can_be_asked_before_the_wave_is_published(reviewed, signed_in, analyst):
    assert signed_in(analyst).get(reverse("surveys:background", args=[WAVE])).status_code == 404


def test_what_is_kept_reads_as_it_was_and_parts_add_up_to_the_published_total(published_with, analyst):
    published_with(varied())
    kept = whole_breakdown(wave=find_wave(slug=WAVE), version=1)
    found = kept.find(group="inhabitants", background="sex", measure="equal_treatment")
    assert found.opening.level is Level.MEMBERS
    for unit in ("1151", "4643", "0301", "all"):
        whole, *parts = (
            kept.table.get(measure="equal_treatment", group=group, unit=unit).n
            for group in (found.by.whole, *found.by.parts)
        )
        assert whole == sum(parts)


def test_a_correction_with_two_late_women_closes_their_member(published_with, load_into, analyst):
    published_with(varied())
    reopen_wave(wave=WAVE, reason="Two forms came late.", by=analyst, at=NOON)
    late = [f"1151-x{at},inhabitants,1151,female,30-44,phone,2,3\n".encode() for at in (1, 2)]
    load_into(WAVE, b"".join([varied(), *late]))
    _publish(analyst)
    before, after = (whole_breakdown(wave=find_wave(slug=WAVE), version=at) for at in (1, 2))
    sex = {"group": "inhabitants", "background": "sex", "measure": "equal_treatment"}
    assert "1151" in before.find(**sex).opening.opened
    assert "1151" not in after.find(**sex).opening.opened
