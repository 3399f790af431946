# SPDX-License-Identifier: EUPL-1.2
"""Files in which people write down rules, plans and questionnaires: read safely, all faults told at once."""

from samband.engines.rule_files.faults import Fault, Faults, RuleFaults, nearest
from samband.engines.rule_files.json_files import parse_json, read_json
from samband.engines.rule_files.reader import LANGUAGE, NUMBER, Reader, is_code, whole_number
from samband.engines.rule_files.tree import KINDS, Listing, Node, Place, Section, Text
from samband.engines.rule_files.yaml_files import parse_yaml, read_yaml, yaml_text

__all__ = [
    "KINDS",
    "LANGUAGE",
    "NUMBER",
    "Fault",
    "Faults",
    "Listing",
    "Node",
    "Place",
    "Reader",
    "RuleFaults",
    "Section",
    "Text",
    "is_code",
    "nearest",
    "parse_json",
    "parse_yaml",
    "read_json",
    "read_yaml",
    "whole_number",
    "yaml_text",
]
