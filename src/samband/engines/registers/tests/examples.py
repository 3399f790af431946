# SPDX-License-Identifier: EUPL-1.2
"""Small files in each format, made up; all tell of a town that owns a water company with a subsidiary."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from samband.engines.registers import Found, read_register

TOWN, WATER, PIPES = "964982953", "974760673", "923609016"


def read(content, *, name="file.json", **more) -> Found:
    """content: text, bytes, or values that become JSON."""
    if not isinstance(content, str | bytes):
        content = json.dumps(content)
    raw = content.encode() if isinstance(content, str) else content
    with TemporaryDirectory() as folder:
        path = Path(folder, "sent")
        path.write_bytes(raw)
        return read_register(path=path, filename=name, folder=Path(folder), **more)


def statement(kind, record, *, day="2026-01-01", status="new", number="", **details):
    return {
        "statementId": f"{record}-{day}-{status}", "recordId": record, "recordType": kind,
        "recordStatus": status, "statementDate": day,
        "publicationDetails": {"publisher": {"name": "Register"}},
        "recordDetails": {"isComponent": False, **details},
    }  # fmt: skip


def entity(record, name, number="", kind="registeredEntity", **more):
    identifiers = [{"scheme": "NO-BRC", "id": number}] if number else []
    return statement("entity", record, name=name, entityType={"type": kind}, identifiers=identifiers, **more)


def owns(owner, owned, *, record="", share=None, interest="shareholding", more=None, **told):
    one = {
        "type": interest,
        "directOrIndirect": "direct",
        **({"share": share} if share else {}),
        **(more or {}),
    }
    record = record or f"{owner if isinstance(owner, str) else 'x'}-{owned}"
    return statement("relationship", record, subject=owned, interestedParty=owner, interests=[one], **told)


BODS = [
    entity("town", "Town", TOWN, "stateBody"),
    entity("water", "Water AS", WATER),
    entity("pipes", "Pipes AS", PIPES),
    statement(
        "person", "siv", personType="knownPerson", names=[{"fullName": "Siv Berg"}], birthDate="1970-05-17"
    ),
    owns("town", "water", share={"exact": 100}, more={"startDate": "2010"}),
    owns("water", "pipes", share={"exact": 60}),
    owns("siv", "pipes", share={"exact": 40}),
    owns("siv", "water", record="siv-board", interest="boardChair"),
]  # fmt: skip


def ftm(code, schema, **properties):
    return json.dumps({"id": code, "schema": schema, "properties": {k: [v] for k, v in properties.items()}})


FTM = "\n".join([
    ftm("own-1", "Ownership", owner="town", asset="water", percentage="100%", startDate="2010"),
    ftm("town", "PublicBody", name="Town", registrationNumber=TOWN),
    ftm("water", "Company", name="Water AS", registrationNumber=WATER),
    ftm("siv", "Person", name="Siv Berg", birthDate="1970-05-17"),
    ftm("ola", "Person", name="Ola Moe"),
    ftm("dir-1", "Directorship", director="siv", organization="water", role="Styrets leder"),
    ftm("mem-1", "Membership", member="siv", organization="water"),
    ftm("emp-1", "Employment", employee="ola", employer="water", startDate="2019-03", endDate="2020"),
    ftm("rep-1", "Representation", agent="ola", client="water"),
    ftm("pos", "Position", name="Observer", organization="water"),
    ftm("occ-1", "Occupancy", holder="ola", post="pos"),
    ftm("fam-1", "Family", person="siv", relative="ola", relationship="mother"),
    ftm("link", "UnknownLink", subject="siv", object="ola"),
    ftm("boat", "Vessel", name="Boat"),
    ftm("own-2", "Ownership", owner="siv", asset="boat"),
])  # fmt: skip

POPOLO = {
    "persons": [
        {"id": "1", "name": "Siv Berg", "birth_date": "1970-05-17", "other_names": [{"name": "S. Berg"}]},
    ],
    "organizations": [
        {"id": "1", "name": "Water AS", "identifiers": [{"scheme": "orgnr", "identifier": WATER}]},
        {"id": "p", "name": "The Party", "classification": "party"},
    ],
    "posts": [{"id": "chair", "organization_id": "1", "label": "Chair of the board"}],
    "memberships": [
        {"person_id": "1", "post_id": "chair", "start_date": "2015-03", "end_date": "2019"},
        {"person_id": "1", "organization_id": "p", "role": "member"},
        {"person_id": "2", "organization_id": "p"},
    ],
    "events": [{"id": "term"}],
}  # fmt: skip


def role(kode, *, name=None, born="1970-05-17", unit="", text="Rolle", **more):
    told = {"type": {"kode": kode, "beskrivelse": text}, "fratraadt": False, **more}
    if unit:
        return told | {
            "enhet": {"organisasjonsnummer": unit, "navn": ["TOWN"], "organisasjonsform": {"kode": "KOMM"}}
        }
    return told | {
        "person": {
            "fodselsdato": born,
            "erDoed": False,
            "navn": name or {"fornavn": "SIV", "etternavn": "BERG"},
        }
    }


UNITS = [
    {"organisasjonsnummer": WATER, "navn": "WATER IKS", "organisasjonsform": {"kode": "IKS"}},
    {"organisasjonsnummer": TOWN, "navn": "TOWN", "organisasjonsform": {"kode": "KOMM"}},
]
ROLES = [{"organisasjonsnummer": WATER, "rollegrupper": [{"type": {"kode": "STYR"}, "roller": [
    role("LEDE"), role("OBS", name={"fornavn": "Ola", "etternavn": "Moe"}, text="Observatør"),
    role("MEDL", fratraadt=True), role("EIKM", unit=TOWN), role("REVI", unit="1"),
]}]}]  # fmt: skip
HEAD = "number,organisation,role,name,birth_date,owner_number,share,public,valid_from"
TABLE = f"""{HEAD}
{WATER},Water AS,LEDE,Siv Berg,1970-05-17,,,,2020
{WATER},Water AS,,Town,,{TOWN},100,yes,
{PIPES},Pipes AS,owner,Siv Berg,1970-05-17,,40,,
"""
