# SPDX-License-Identifier: EUPL-1.2
"""All that belongs to a publication in one archive."""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Final

_NO_CLOCK: Final = (1980, 1, 1, 0, 0, 0)
_WORDS: Final[Mapping[str, str]] = {
    "table.csv": "the figures, a row each, to their last digit",
    "table.csv-metadata.json": "what the columns of table.csv are (W3C CSV on the Web)",
    "table.parquet": "the same figures with typed columns",
    "metadata.json": "where the figures come from, methods and their versions, rules of disclosure control",
    "codebook.xml": "the questionnaire and its variables (DDI-Codebook 2.5)",
    "questions.csv": "the words of every question and answer, in all languages",
    "dcat.json": "the entry for open-data portals (DCAT-AP 3.0, JSON-LD)",
}


def packed(*, files: Mapping[str, bytes]) -> bytes:
    """The archive; the same files give the same bytes."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _NO_CLOCK), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def read_me(
    *, title: str, files: Mapping[str, bytes], publisher: str, licence: str, cite: str, notice: str
) -> str:
    """What lies in the archive, for whoever opens it. notice: said first when there is one."""
    lines = [f"  {name:<26}{_WORDS.get(name, '')}".rstrip() for name in files]
    return "\n".join(
        [
            title,
            "=" * len(title),
            "",
            *([notice, ""] if notice else []),
            f"Published by {publisher}. Licence: {licence}",
            f"Cite as: {cite}",
            "",
            "A row of table.csv is one figure with its uncertainty. A figure that could tell something about",
            "single persons is withheld: its row stands there without numbers and with status suppressed.",
            "",
            *lines,
            "",
        ]
    )
