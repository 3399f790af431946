# SPDX-License-Identifier: EUPL-1.2
"""``samband manage fees``: a model is kept, computed, frozen and invoiced; refusals are told."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command

from samband.core.access.rules import INSTALLATION
from samband.tools.membership import queries
from samband.tools.membership.tests.conftest import RULES

FREEZE = ("--body", "The board", "--decided-on", "2025-12-01", "--case", "1/25", "--text", "Decided.")


def test_a_year_goes_from_file_to_invoices(members, tmp_path, capsys, parties):
    file = tmp_path / "fees.yaml"
    file.write_text(RULES.replace("fixed: 10000}", "fixed: 11000}"), encoding="utf-8")
    call_command("fees", "add", str(file))
    assert "Kept as plain:2." in capsys.readouterr().err
    call_command("fees", "compute", "plain:2")
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out.lstrip("\ufeff"))))
    assert len(rows) == 7
    call_command("fees", "freeze", "plain:2", *FREEZE)
    latest = queries.fee_years(actor=INSTALLATION)[0]
    assert (latest.revision, latest.total) == (2, sum(round(float(row["fee"]) * 100) for row in rows))
    assert latest.seal in capsys.readouterr().err
    call_command("fees", "invoice", "2026", "--issued-on", "2026-01-15")
    assert "Made 7 documents, numbers 100 to 106." in capsys.readouterr().err


def test_a_refusal_is_told_in_words(members, tmp_path):
    file = tmp_path / "fees.yaml"
    file.write_text("fees: x\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"fees\.yaml:1"):
        call_command("fees", "add", str(file))
    with pytest.raises(CommandError, match="There is no fee model nothing"):
        call_command("fees", "compute", "nothing")
    with pytest.raises(CommandError, match="No fees of 2026 are decided"):
        call_command("fees", "invoice", "2026")
