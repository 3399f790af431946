# SPDX-License-Identifier: EUPL-1.2
"""The page on other tools' questionnaires lists what the tables of the program list."""

from pathlib import Path

import pytest

from samband.engines.instrument.limesurvey import honoured as limesurvey
from samband.engines.instrument.xlsform import honoured as xlsform

PAGE = Path(__file__).resolve().parents[5] / "docs" / "reference" / "exchange.md"
TABLES = {
    "xlsform types": xlsform.TYPES,
    "xlsform groups": xlsform.GROUPS,
    "xlsform not taken": xlsform.NOT_TAKEN,
    "xlsform columns lost": xlsform.COLUMNS_LOST,
    "xlsform choice columns": xlsform.CHOICE_COLUMNS,
    "xlsform sheets": xlsform.SHEETS,
    "limesurvey types": limesurvey.TYPES,
    "limesurvey attributes used": limesurvey.USED,
    "limesurvey attributes": limesurvey.ATTRIBUTES,
    "limesurvey tables": limesurvey.TABLES,
}


@pytest.mark.parametrize("table", TABLES)
def test_the_page_says_what_the_program_does(table: str):
    text = PAGE.read_text(encoding="utf-8").replace("\\|", "|")
    lacking = [name for name, what in TABLES[table].items() if f"| `{name}` | {what} |" not in text]
    assert lacking == [], "run: make docs"
