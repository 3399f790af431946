# SPDX-License-Identifier: EUPL-1.2
"""Pages of respondents: whoever holds a link may answer, whoever they are; others meet the same words."""

from tests.doors.door import ALL, Door

ASK = {"ask": "nothing-is-asked"}
DOORS = (
    Door("answering:entry", get=ALL, post=ALL, data={"code": "AAAA-AAAA-AAAA-AAAA"}),
    Door("answering:personal_link", get=ALL, given={"token": "AAAAAAAAAAAAAAAA"}),
    Door("answering:open_link", get=ALL, given=ASK),
    Door("answering:welcome", get=ALL, post=ALL, given=ASK),
    Door("answering:page", get=ALL, post=ALL, given={**ASK, "number": "1"}),
    Door("answering:review", get=ALL, post=ALL, given=ASK),
    Door("answering:later", get=ALL, given=ASK),
    Door("answering:thanks", get=ALL, given=ASK),
)
