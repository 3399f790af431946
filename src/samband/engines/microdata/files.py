# SPDX-License-Identifier: EUPL-1.2
"""Answers as a file that is sent: which kinds there are, and how each is made."""

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from samband.engines.microdata.ddi import ddi_codebook
from samband.engines.microdata.model import Dataset
from samband.engines.microdata.open_files import csv_files, write_parquet
from samband.engines.microdata.r_script import r_script
from samband.engines.microdata.spss import write_sav
from samband.engines.microdata.stata import write_dta

_NO_CLOCK = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Form:
    """ending: of the file's name. media: its media type."""

    ending: str
    media: str
    make: Callable[[Dataset], bytes]


def _open(data: Dataset) -> bytes:
    """CSV, what describes it, the R script that reads it, and the codebook, in one archive."""
    files = {name: text.encode() for name, text in csv_files(data=data).items()}
    files |= {"answers.R": r_script(data=data).encode(), "codebook.xml": ddi_codebook(data=data)}
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _NO_CLOCK), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _by_path(write: Callable[..., None]) -> Callable[[Dataset], bytes]:
    def make(data: Dataset) -> bytes:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "answers"
            write(data=data, path=path)
            return path.read_bytes()

    return make


FORMS: Mapping[str, Form] = {
    "sav": Form("sav", "application/x-spss-sav", _by_path(write_sav)),
    "dta": Form("dta", "application/x-stata-dta", _by_path(write_dta)),
    "parquet": Form("parquet", "application/vnd.apache.parquet", _by_path(write_parquet)),
    "zip": Form("zip", "application/zip", _open),
    "xml": Form("xml", "application/xml", lambda data: ddi_codebook(data=data)),
}
"""Ending -> how the file is made."""


def answers_file(*, data: Dataset, form: str) -> bytes:
    """The whole file; the same data give the same bytes. form: a key of FORMS."""
    return FORMS[form].make(data)
