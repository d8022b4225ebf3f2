"""What documents say of each other, and what follows for whether one is in force."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Engine, bindparam, select
from sqlalchemy.orm import Session, defer

from index.anatomy.number_key import is_shared_number
from index.catalog.records import RelationRecord, Standing
from index.catalog.tables import DocumentRow, RelationRow

_ENDING = ("repeals", "replaces")
_ANNEX = "phụ lục"


class RelationCatalog:
    """Relations between documents, resolved against what is in the catalog when they are asked for."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, document_id: str) -> list[RelationRecord]:
        """What a document says of others, in the order of its text."""
        with Session(self._engine) as session:
            source = session.get(DocumentRow, document_id, options=[defer(DocumentRow.text)])
            statement = select(RelationRow).where(RelationRow.document_id == document_id)
            rows = session.scalars(statement.order_by(RelationRow.ordinal)).all()
            if source is None:
                return []
            targets = _candidates(session, {row.number_key for row in rows})
            return [_record(row, _meant(row, source, targets.get(row.number_key, ()))) for row in rows]

    def to(self, document_id: str) -> list[RelationRecord]:
        """What other documents say of one, the newest first."""
        with Session(self._engine) as session:
            target = session.get(DocumentRow, document_id, options=[defer(DocumentRow.text)])
            if target is None or target.number_key is None:
                return []
            statement = (
                select(RelationRow, DocumentRow)
                .join(DocumentRow, DocumentRow.id == RelationRow.document_id)
                .options(defer(DocumentRow.text))
                .where(RelationRow.number_key == target.number_key)
                .order_by(DocumentRow.issued_on.desc(), RelationRow.document_id, RelationRow.ordinal)
            )
            same_number = _candidates(session, {target.number_key})[target.number_key]
            rows = session.execute(statement).all()
            found = [(row, _meant(row, source, same_number)) for row, source in rows]
            return [_record(row, meant) for row, meant in found if meant is not None and meant.id == document_id]

    def numbered(self, digits: str, kinds: Sequence[str]) -> list[RelationRecord]:
        """What documents say of others whose number begins with ``digits`` (no leading zeros), held here or not."""
        said = RelationRow.number_key.startswith(f"{digits}-", autoescape=True)
        statement = select(RelationRow).where(said, RelationRow.kind.in_(list(kinds)))
        with Session(self._engine) as session:
            rows = session.scalars(statement.order_by(RelationRow.document_id, RelationRow.ordinal))
            return [_record(row, None) for row in rows]

    def standing(self, document_id: str, on: date) -> Standing:
        """Whether a document is in force on a day, as far as the documents here tell."""
        with self._engine.connect() as connection:
            row = connection.execute(_validity(), {"id": document_id}).one_or_none()
            if row is None:
                return Standing("unknown")
            # A date of issue alone does not say that a document is in force still.
            begins, ends, key = row
            ended = key is not None and connection.execute(_ending(), {"key": key}).first() is not None
        # Nearly always nothing says so of any document with this number.
        for relation in self.to(document_id) if ended else ():
            if relation.whole and relation.kind in _ENDING and self._acts(relation, on):
                return Standing("repealed" if relation.kind == "repeals" else "replaced", relation)
        if ends is not None and ends < on:
            return Standing("expired")
        if begins is None:
            return Standing("unknown")
        return Standing("in force" if begins <= on else "not yet in force")

    def _acts(self, relation: RelationRecord, on: date) -> bool:
        """Whether what a document says of another was in effect by a day; without any date it is taken to be."""
        with Session(self._engine) as session:
            columns = select(DocumentRow.effective_from, DocumentRow.issued_on)
            effective, issued = session.execute(columns.where(DocumentRow.id == relation.source_id)).one()
            begins = relation.from_day or effective or issued
            return begins is None or begins <= on


# Statements are made once: making one takes longer than the database does to answer it.
@cache
def _validity() -> Any:  # noqa: ANN401
    row = DocumentRow
    return select(row.effective_from, row.expires_on, row.number_key).where(row.id == bindparam("id"))


@cache
def _ending() -> Any:  # noqa: ANN401
    ends = (RelationRow.number_key == bindparam("key"), RelationRow.kind.in_(_ENDING), RelationRow.whole)
    return select(RelationRow.kind).where(*ends).limit(1)


def _candidates(session: Session, keys: Iterable[str]) -> dict[str, list[DocumentRow]]:
    """The documents that carry each number, the newest version first."""
    statement = select(DocumentRow).options(defer(DocumentRow.text)).where(DocumentRow.number_key.in_(list(keys)))
    # An annex has its document's number; what is said of that number is said of the document.
    annex = DocumentRow.type.is_not_distinct_from(_ANNEX)
    order = (annex, DocumentRow.issued_on.is_(None), DocumentRow.issued_on.desc(), DocumentRow.updated_at.desc())
    found: dict[str, list[DocumentRow]] = {}
    for row in session.scalars(statement.order_by(*order, DocumentRow.id)):
        found.setdefault(row.number_key or "", []).append(row)
    return found


def _meant(relation: RelationRow, source: DocumentRow, candidates: Sequence[DocumentRow]) -> DocumentRow | None:
    """The document a relation speaks of, ``None`` where it may be another: numbers begin anew in each office and year.

    It is not the source itself, not later than it, of the date that stands beside its number, and of the same body
    where many bodies share a symbol.
    """
    possible = [
        row
        for row in candidates
        if row.number_key != source.number_key
        and not (row.issued_on and source.issued_on and row.issued_on > source.issued_on)
        and (relation.dated is None or row.issued_on in (None, relation.dated))
        and (not is_shared_number(relation.number) or (row.issuer is not None and row.issuer == source.issuer))
    ]
    bodies = {row.issuer for row in possible}
    years = {row.issued_on.year for row in possible if row.issued_on}
    return possible[0] if possible and len(bodies) == 1 and len(years) <= 1 else None


def _record(row: RelationRow, meant: DocumentRow | None) -> RelationRecord:
    return RelationRecord(
        row.document_id, row.kind, row.number, row.whole, row.start, row.end, meant.id if meant else None, row.from_day
    )
