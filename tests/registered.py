"""Documents made of nothing but tasks, and a library that holds some."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from index.anatomy.identity import Identity
from index.anatomy.relations import Relation
from index.catalog.documents import WrittenDocument
from index.document import Document, document_id, sha256_of
from index.encoder.hashing import HashingEncoder
from index.library import Library
from index.settings import Settings
from index.tasks.task import Deadline, Task

# lead, support, action, deadline
Line = tuple[tuple[str, ...], tuple[str, ...], str, Deadline | None]


def due(text: str, end: date | None = None, begin: date | None = None, *, recurring: bool = False) -> Deadline:
    return Deadline(text, begin, end, recurring)


FIRST: list[Line] = [
    (("Bộ Y tế",), ("Bộ Tài chính",), "dự trữ 12.000 cơ số thuốc", due("trước ngày 10/12/2025", date(2025, 12, 10))),
    (("Bộ Công an",), (), "rà soát nhà ở trọ", due("trong tháng 6/2025", date(2025, 6, 30), date(2025, 6, 1))),
    (("các bộ, ngành, địa phương",), ("Bộ Y tế",), "báo cáo hằng tháng", due("hằng tháng", recurring=True)),
    (("các bộ, ngành, địa phương",), (), "=HYPERLINK(\"http://evil.example\")", None),
]  # fmt: skip
SECOND: list[Line] = [
    (("Bộ Công an",), ("Bộ Y tế",), "lập danh sách <b>đối tượng</b>", due("đến 30/6/2025", date(2025, 6, 30))),
    (("Ủy ban nhân dân tỉnh Đắk Lắk",), (), "sửa nhà cho dân", due("trước 30/11", date(2025, 11, 30))),
]


def made(
    number: str, issued: date | None, lines: list[Line], *, names: str | None = None, version: str = ""
) -> Document:
    """A document whose lines are its tasks; ``names`` is the number of a document that the first one names."""
    texts = [f"{'; '.join(lead)}: {action}, {d.text if d else ''}" for lead, _, action, d in lines]
    text = "\n".join(texts)
    starts = [text.index(line) for line in texts]
    tasks = tuple(
        Task(lead, support, action, at, at + len(whole), (number,), deadline=deadline)
        for (lead, support, action, deadline), at, whole in zip(lines, starts, texts, strict=True)
    )
    relations = ()
    if names:
        at = text.index(names)
        relations = (Relation("cites", names, True, at, at + len(names)),)
    identity = Identity(title=f"Văn bản {number}", number=number, type="công điện", issuer=None, issued_on=issued)
    location = f"/kho/{number.replace('/', '-')}.txt"
    return Document(
        document_id(location), location, location, sha256_of((text + version).encode()), text, identity, (), relations,
        tasks=tasks,
    )  # fmt: skip


def publish(library: Library, *documents: Document) -> None:
    for number, document in enumerate(documents):
        revision = f"{document.sha256[:24]}{len(library.documents.revisions()):04}{number:04}"
        library.documents.begin_revisions([(revision, document.id)])
        library.documents.publish([WrittenDocument(document, revision, "2", (), ())])


@contextmanager
def registered(data_dir: Path) -> Iterator[Library]:
    """A library of three documents and their ten tasks; one of them has no day."""
    library = Library(Settings(data_dir=data_dir), HashingEncoder())
    publish(library, made("1/CĐ-TTg", date(2025, 6, 1), FIRST), made("2/CĐ-TTg", date(2025, 6, 3), SECOND))
    publish(library, made("3/CĐ-TTg", None, FIRST))
    yield library
    library.close()
