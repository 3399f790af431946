# SPDX-License-Identifier: EUPL-1.2
"""An R script that reads the CSV file with labels, missing answers and the survey's design."""

from collections.abc import Iterator

from samband.engines.microdata.model import Dataset, Kind, Variable
from samband.engines.microdata.open_files import ANSWERS

GROUP = "respondent_group"


def r_script(*, data: Dataset) -> str:
    """Base R reads and labels; the design needs the package survey, and is passed over without it."""
    return "\n".join(_lines(data)) + "\n"


def _lines(data: Dataset) -> Iterator[str]:
    yield f"# {_one_line(data.title[data.language])} ({data.code} {data.version})"
    yield f"# {_one_line(data.source)}"
    yield "# Run it in the folder where answers.csv lies."
    yield ""
    yield "answers <- read.csv("
    yield f'  "{ANSWERS}", colClasses = "character", na.strings = "", encoding = "UTF-8", check.names = FALSE'
    yield ")"
    yield ""
    for variable in data.variables:
        yield from _variable(variable, data.language)
    yield from _design(data)


def _variable(variable: Variable, language: str) -> Iterator[str]:
    name = f"answers${variable.name}"
    if variable.codes:
        yield from _factor(variable, name, language)
    elif variable.kind is Kind.NUMBER:
        yield f"{name} <- as.numeric({name})"
    elif variable.kind is Kind.DAY:
        yield f"{name} <- as.Date({name})"
    yield f'attr({name}, "label") <- {_text(variable.label.get(language, variable.name))}'
    yield ""


def _factor(variable: Variable, name: str, language: str) -> Iterator[str]:
    """Why an answer is missing is kept beside the answer, so that no code is counted as one."""
    if variable.missing:
        codes = ", ".join(_text(str(code.value)) for code in variable.missing)
        words = ", ".join(_text(code.label.get(language, "")) for code in variable.missing)
        yield f"{name}_missing <- factor({name}, levels = c({codes}), labels = make.unique(c({words})))"
    valid = [code for code in variable.codes if not code.why]
    codes = ", ".join(_text(str(code.value)) for code in valid)
    words = ", ".join(_text(code.label.get(language, "")) for code in valid)
    ordered = ", ordered = TRUE" if variable.is_ordered else ""
    if variable.is_ordered:
        known = ", ".join(_text(str(code.value)) for code in valid)
        yield f"{name}_code <- ifelse({name} %in% c({known}), suppressWarnings(as.numeric({name})), NA)"
    yield f"{name} <- factor({name}, levels = c({codes}), labels = make.unique(c({words})){ordered})"


def _design(data: Dataset) -> Iterator[str]:
    weights = f"~{data.weight}" if data.weight else "NULL"
    strata = _strata(data)
    yield 'if (requireNamespace("survey", quietly = TRUE)) {'
    if not data.weight:
        yield "  # No weights are in the file: everybody counts the same."
    yield '  options(survey.lonely.psu = "adjust")'
    weighted = f"answers[!is.na(answers${data.weight}), ]" if data.weight else "answers"
    yield f"  weighted <- {weighted}"
    yield f"  design <- survey::svydesign(ids = ~1, strata = {strata}, weights = {weights}, data = weighted)"
    yield "}"


def _strata(data: Dataset) -> str:
    """Groups are asked apart, so that each is a stratum of its own in each authority."""
    if not data.stratum:
        return "NULL"
    if any(variable.name == GROUP for variable in data.variables):
        return f"~interaction({data.stratum}, {GROUP}, drop = TRUE)"
    return f"~{data.stratum}"


def _text(text: str) -> str:
    cleaned = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _one_line(cleaned) + '"'


def _one_line(text: str) -> str:
    return " ".join(text.split())
