# SPDX-License-Identifier: EUPL-1.2
import pytest

pytestmark = pytest.mark.django_db

OPEN, SIGN_IN, HIDDEN = 200, 302, 404
SEEN = {
    "/": dict.fromkeys(
        ["administrator", "analyst", "secretary", "councillor", "outsider", "inhabitant"], OPEN
    ),
    "/method/": dict.fromkeys(["administrator", "outsider", "inhabitant"], OPEN),
    "/accounts/login/": {"inhabitant": OPEN},
    "/accounts/password/reset/": {"inhabitant": OPEN},
    "/accounts/password/change/": {"outsider": OPEN, "inhabitant": SIGN_IN},
    "/jobs/": {"analyst": OPEN, "secretary": OPEN, "outsider": OPEN, "inhabitant": SIGN_IN},
    "/audit/": {
        "administrator": OPEN,
        "analyst": HIDDEN,
        "secretary": HIDDEN,
        "councillor": HIDDEN,
        "outsider": HIDDEN,
        "inhabitant": SIGN_IN,
    },
}
CASES = [(page, who, status) for page, people in SEEN.items() for who, status in people.items()]


@pytest.mark.parametrize(("page", "who", "status"), CASES)
def test_each_page_opens_for_those_it_is_meant_for(request, signed_in, page, who, status):
    browser = signed_in(request.getfixturevalue(who))
    response = browser.get(page)
    assert response.status_code == status
    if status == SIGN_IN:
        assert response.url.startswith("/accounts/login/?next=")


def test_the_menu_shows_no_place_that_is_closed(signed_in, outsider, administrator):
    assert b'href="/audit/"' not in signed_in(outsider).get("/").content
    assert b'href="/audit/"' in signed_in(administrator).get("/").content
