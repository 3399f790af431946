# SPDX-License-Identifier: EUPL-1.2
"""DDI-Codebook 2.5: the questionnaire and its variables, in all chosen languages, for archives.

Element names and their order after the DDI Alliance's field-level documentation of DDI-Codebook 2.5.
"""

from collections.abc import Iterable

from lxml import etree

from samband.engines.instrument import Instrument
from samband.engines.microdata.model import Code, Dataset, Kind, Said, Variable
from samband.engines.microdata.variables import dataset

NAMESPACE = "ddi:codebook:2_5"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_DOMAINS = {Kind.CODED: "code", Kind.NUMBER: "numeric", Kind.TEXT: "text", Kind.DAY: "datetime"}


def ddi_codebook(*, data: Dataset) -> bytes:
    """The document. Tells how many answers there are when there are any. Same data, same bytes."""
    about = {"version": "2.5", _LANGUAGE: data.language}
    root = etree.Element(_tag("codeBook"), about, nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    _study(_in(root, "stdyDscr"), data)
    if data.rows:
        _file(_in(root, "fileDscr", ID="F1"), data)
    described = _in(root, "dataDscr")
    _groups(described, data)
    for number, variable in enumerate(data.variables, start=1):
        _variable(described, data, variable, number)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def questionnaire_codebook(*, instrument: Instrument, languages: Iterable[str] = ()) -> bytes:
    """What is asked, without answers."""
    return ddi_codebook(data=dataset(instrument=instrument, answered=(), languages=tuple(languages)))


def _study(study: etree._Element, data: Dataset) -> None:
    citation = _in(study, "citation")
    titles = _in(citation, "titlStmt")
    first, *others = data.languages
    _in(titles, "titl", data.title[first], first)
    for language in others:
        _in(titles, "parTitl", data.title[language], language)
    _in(titles, "IDNo", f"{data.code} {data.version}", agency="samband")
    if data.licence:
        _in(_in(citation, "prodStmt"), "copyright", data.licence)
    _in(_in(citation, "verStmt"), "version", data.version)
    if data.source:
        _in(study, "notes", data.source)


def _file(file: etree._Element, data: Dataset) -> None:
    text = _in(file, "fileTxt")
    _in(text, "fileName", "answers.csv")
    sizes = _in(text, "dimensns")
    _in(sizes, "caseQnty", str(len(data.rows)))
    _in(sizes, "varQnty", str(len(data.variables)))
    _in(text, "fileType", "text/csv")


def _groups(described: etree._Element, data: Dataset) -> None:
    """Variables that one question fills: ticks, places, repeats."""
    by_question: dict[str, list[int]] = {}
    for number, variable in enumerate(data.variables, start=1):
        if variable.source:
            by_question.setdefault(variable.source, []).append(number)
    for place, (question, numbers) in enumerate(by_question.items(), start=1):
        if len(numbers) > 1:
            variables = " ".join(f"V{number}" for number in numbers)
            group = _in(described, "varGrp", ID=f"G{place}", type="multipleResp", var=variables)
            _said(group, "labl", data.wordings.get(question, {}))


def _variable(described: etree._Element, data: Dataset, variable: Variable, number: int) -> None:
    kind = "discrete" if variable.codes or variable.kind is Kind.TEXT else "contin"
    more = {"dcml": str(variable.decimals)} if variable.kind is Kind.NUMBER else {}
    more |= {"files": "F1"} if data.rows else {}
    more |= {"wgt": "wgt"} if variable.name == data.weight and data.weight else {}
    entry = _in(described, "var", ID=f"V{number}", name=variable.name, intrvl=kind, **more)
    _said(entry, "labl", variable.label)
    wording = data.wordings.get(variable.source)
    if wording:
        question = _in(entry, "qstn", responseDomainType=_DOMAINS[variable.kind])
        _said(question, "qstnLit", wording)
    if variable.missing:
        invalid = _in(entry, "invalrng")
        for code in variable.missing:
            _in(invalid, "item", VALUE=str(code.value))
    for code in variable.codes:
        _category(entry, code)
    is_number = variable.kind is Kind.NUMBER or (
        bool(variable.codes) and all(isinstance(c.value, int) for c in variable.codes)
    )
    form = {"category": "date"} if variable.kind is Kind.DAY else {}
    _in(entry, "varFormat", type="numeric" if is_number else "character", schema="other", **form)


def _category(entry: etree._Element, code: Code) -> None:
    category = _in(entry, "catgry", **({"missing": "Y", "missType": code.why.value} if code.why else {}))
    _in(category, "catValu", str(code.value))
    _said(category, "labl", code.label)


def _said(parent: etree._Element, name: str, texts: Said) -> None:
    for language, text in texts.items():
        if text:
            _in(parent, name, text, language)


def _in(
    parent: etree._Element, tag: str, text: str = "", language: str = "", /, **attributes: str
) -> etree._Element:
    made = etree.SubElement(parent, _tag(tag), attributes)
    if language:
        made.set(_LANGUAGE, language)
    if text:
        made.text = _clean(text)
    return made


def _clean(text: str) -> str:
    """Without what XML cannot hold."""
    return "".join(sign for sign in text if sign in "\t\n" or (sign >= " " and sign not in "\ufffe\uffff"))


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
