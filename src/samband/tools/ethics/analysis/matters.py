# SPDX-License-Identifier: EUPL-1.2
"""What kind of case an item may be, by words of its title: a proposal that the secretary changes."""

from samband.engines.conflicts import Matter
from samband.tools.ethics.analysis.names import fold

_TELLING: tuple[tuple[Matter, str], ...] = (
    (Matter.APPEAL, "klage|anke|appeal|contestatie|plangere"),
    (Matter.PROCUREMENT, "anskaffelse|anbud|procurement|tender|achizit|licitatie"),
    (Matter.BUDGET, "budsjett|okonomiplan|handlingsplan|budget|buget|regnskap"),
    (Matter.GENERAL_PLAN, "kommuneplan|arealdel|samfunnsdel|general plan|plan urbanistic general"),
    (Matter.ZONING_BUILDING, "regulering|byggesak|byggetillatelse|dispensasjon|rammetillatelse|zoning"),
    (Matter.ZONING_BUILDING, "building permit|urbanism|autorizatie de construire"),
    (Matter.GRANT, "tilskudd|tilskot|stotte|stonad|grant|finantare|subventie"),
    (Matter.ELECTION_TO_POST, "valg av|val av|oppnevning|election of|numire|alegere|desemnare"),
    (Matter.REMUNERATION, "godtgjor|remuneration|allowance|indemnizati"),
    (Matter.EMPLOYMENT, "ansettelse|tilsetting|kommunedirektor|employment|angajare|concurs pentru"),
    (Matter.AUDIT, "forvaltningsrevisjon|revisjon|audit|kontrollutvalg"),
    (Matter.CONTRACT, "avtale|kontrakt|leie|salg|kjop|garanti|contract|agreement|lease|sale of"),
    (Matter.CONTRACT, "concesiune|inchiriere|vanzare"),
    (Matter.INDIVIDUAL_DECISION, "soknad|bevilling|skjenke|konsesjon|permit|licence|cerere"),
)


def guessed_matter(*, title: str) -> Matter:
    """The first whose word stands in the title; another case when none does."""
    plain = fold(title)
    return next(
        (matter for matter, tells in _TELLING if any(one in plain for one in tells.split("|"))), Matter.OTHER
    )
