# SPDX-License-Identifier: EUPL-1.2
import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp

from django.db import transaction
from django.utils import timezone

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.publications.models import Publication
from samband.core.publications.operations.writing import Heading, write_files
from samband.core.publications.queries import (
    PublicationRecord,
    publications_folder,
    published_tables,
    version,
)
from samband.core.publications.rules import (
    CSV,
    NOTHING,
    PUBLISH,
    Embargo,
    Embargoed,
    Provenance,
    TellsEarlier,
    check_document,
    check_series,
    in_force,
)
from samband.engines.disclosure import DisclosureRules, told_by_difference
from samband.engines.tables import ReleasedTable


def publish(
    *,
    series: str,
    title: Mapping[str, str],
    table: ReleasedTable,
    provenance: Provenance,
    embargoes: Sequence[Embargo],
    by: Actor,
    at: datetime,
    override_reason: str = "",
    documents: Mapping[str, bytes] = NOTHING,
) -> PublicationRecord:
    """Publish a released table as the next version of its series; earlier versions stay as they are.

    Writes table.parquet, table.csv and metadata.json to a folder of their own, all or none of them.
    documents: file name -> content, of what explains the figures, as a codebook; kept and pinned beside them.
    Raises NotAllowed; BadName for the series or a document; TypeError for a table that was not released;
    TellsEarlier for one that was released without regard to the versions that are public already;
    Embargoed while a council has yet to meet on its results and no reason to publish all the same is given.
    """
    require(actor=by, permission=PUBLISH)
    check_series(series)
    for name in documents:
        check_document(name)
    _refuse_unreleased(table)
    _refuse_difference(series, table)
    binding = in_force(embargoes=embargoes, on=timezone.localdate(at))
    reason = override_reason.strip()
    if binding and not reason:
        raise Embargoed(binding)
    prepared = _scratch_folder()
    try:
        return _publish(
            series, title, table, provenance, binding, reason if binding else "", by, at, prepared, documents
        )
    finally:
        shutil.rmtree(prepared, ignore_errors=True)


def _refuse_unreleased(table: object) -> None:
    if not isinstance(table, ReleasedTable):
        raise TypeError("Only a table that passed samband.engines.disclosure.release() can be published.")


def _refuse_difference(series: str, table: ReleasedTable) -> None:
    """Earlier versions stay public: what they tell together with this one counts too."""
    earlier = published_tables(series)
    rules = DisclosureRules.from_mapping(table.rules)
    told = told_by_difference(table=table, earlier=earlier, rules=rules) if earlier else ()
    if told:
        raise TellsEarlier(told)


def _scratch_folder() -> Path:
    """Beside the published folders, so that a rename puts it in its place at one stroke."""
    publications_folder().mkdir(parents=True, exist_ok=True)
    return Path(mkdtemp(prefix=".being-written-", dir=publications_folder()))


@transaction.atomic
def _publish(
    series: str,
    title: Mapping[str, str],
    table: ReleasedTable,
    provenance: Provenance,
    binding: tuple[Embargo, ...],
    reason: str,
    by: Actor,
    at: datetime,
    prepared: Path,
    documents: Mapping[str, bytes],
) -> PublicationRecord:
    before = Publication.objects.filter(series=series).order_by("-version").first()
    number = before.version + 1 if before else 1
    heading = Heading(series, number, dict(title), provenance, at, before.version if before else None)
    digests = write_files(folder=prepared, table=table, heading=heading, documents=documents)
    Publication.objects.create(
        series=series,
        version=number,
        title=dict(title),
        digest=digests[CSV],
        digests=digests,
        folder=f"{series}/{number}",
        figures=len(table),
        provenance=provenance.to_mapping(),
        rules=dict(table.rules),
        published_at=at,
        published_by=by.reference,
        override_reason=reason,
        supersedes=before,
    )
    _put_in_place(prepared, publications_folder() / series / str(number))
    _record(series, number, digests[CSV], binding, reason, by, at)
    return version(series, number)


def _put_in_place(prepared: Path, folder: Path) -> None:
    """A folder without its row is left from a publication that was broken off: nobody was ever shown it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(exist_ok=True)
    prepared.chmod(0o755)
    prepared.rename(folder)


def _record(
    series: str, number: int, digest: str, binding: tuple[Embargo, ...], reason: str, by: Actor, at: datetime
) -> None:
    details: dict[str, object] = {"version": number, "digest": digest}
    if binding:
        details |= {"reason": reason, "councils": [embargo.authority for embargo in binding]}
    event = "publications.published_under_embargo" if binding else "publications.published"
    record(event=event, by=by.reference, at=at, about=f"publications.series:{series}", details=details)
