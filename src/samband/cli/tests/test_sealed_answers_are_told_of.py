# SPDX-License-Identifier: EUPL-1.2
"""A backup without keys says that answers are sealed; a restored installation says whether they open."""

from dataclasses import replace
from pathlib import Path

import pytest

from samband.cli.archive.manifest import SEALED, Content, Manifest, Table
from samband.cli.backup import sealed_answers
from samband.cli.restore import _told_of_sealed
from samband.core.collect.queries import unreadable_envelopes

MANIFEST = Manifest.from_json(
    '{"kind": "samband-backup", "format": 1, "version": "0", "created_at": "2026-01-01T00:00:00+00:00",'
    ' "database": "sqlite", "migrations": {}, "tables": [], "files": [], "has_secrets": false,'
    ' "left_out": [],'
    ' "configuration": {"member": "configuration.env", "size": 0, "sha256": ""}}'
)


def with_sealed(rows: int) -> Manifest:
    table = Table(SEALED, (), rows, 0, Content(f"tables/{SEALED}.jsonl", 0, ""))
    return replace(MANIFEST, tables=(table,))


def test_a_backup_without_keys_tells_of_sealed_answers():
    assert "1,200 answers" in sealed_answers(manifest=with_sealed(1_200))
    assert "SAMBAND_BOX_KEY" in sealed_answers(manifest=with_sealed(1))
    assert not sealed_answers(manifest=with_sealed(0))
    assert not sealed_answers(manifest=replace(with_sealed(5), has_secrets=True))


def test_a_restored_installation_tells_whether_its_key_opens_them():
    assert "opens them" in _told_of_sealed(Path("/home"), 3, 0)
    assert "SAMBAND_BOX_KEY=present,earlier" in _told_of_sealed(Path("/home"), 3, 2)


@pytest.mark.parametrize(("keys", "unreadable"), [(["one"], 0), (["two", "one"], 0), (["two"], 1)])
def test_envelopes_name_the_key_that_sealed_them(db, settings, keys, unreadable):
    from django.db import connection

    from samband.core.collect.analysis.sealing import seal

    sealed = seal(content={}, ask="a", keys=["one"], nonce=bytes(12))
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO collect_envelope (id, ask_id, "group", unit, sealed) VALUES (1, 1, %s, %s, %s)',
            ["", "", sealed],
        )
        settings.SAMBAND_BOX_KEYS = keys
        assert unreadable_envelopes() == unreadable
        cursor.execute("DELETE FROM collect_envelope")
