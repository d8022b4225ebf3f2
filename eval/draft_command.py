"""``chidao eval draft PATH…``: proposes questions from documents as a draft set that a person then corrects."""

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from eval.drafting.identity import from_identity
from eval.drafting.proposal import Proposal, stands_in
from eval.drafting.rows import from_rows
from eval.drafting.sentences import from_sentences
from eval.errors import EvaluationError
from index.document import build_document, sha256_of
from index.errors import ReadError
from index.file_walk import walk
from index.readers.reading import read_bytes
from index.settings import load_settings
from index.text.folding import fold

PER_DOCUMENT = 12
ALL_READ, SOME_FAILED = 0, 1


def draft(paths: Sequence[Path], out: Path, *, per_document: int = PER_DOCUMENT, seed: int = 0) -> int:
    """Write proposed questions about the documents below ``paths`` to ``out``, at most ``per_document`` of each.

    Returns 1 when a file could not be read. Raises ``EvaluationError`` where a path or any question is missing, and
    where ``out`` is there already: somebody may have corrected it.
    """
    from rich.console import Console

    console = Console(stderr=True)
    if out.exists():
        raise EvaluationError(f"{out} đã có, có thể đã được người sửa; hãy chọn tên khác bằng --out.")
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise EvaluationError(f"Không có tệp hoặc thư mục: {', '.join(missing)}.")
    lines: list[str] = []
    seen: set[str] = set()
    failed = 0
    for file in walk(paths).files:
        try:
            proposals = propose(file.path, per_document=per_document, seed=seed)
        except (ReadError, OSError) as error:
            failed += 1
            console.print(f"✗ {file.source}: {error}", style="red", markup=False, soft_wrap=True)
            continue
        new = [proposal for proposal in proposals if _is_new(proposal, seen)]
        lines += [_line(f"draft-{len(lines) + at:04}", file.path.name, proposal) for at, proposal in enumerate(new, 1)]
    if not lines:
        raise EvaluationError("Không soạn được câu hỏi nào từ các văn bản này.")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("".join(lines), encoding="utf-8")
    console.print(
        f"{len(lines)} câu hỏi nháp trong {out}. Hãy sửa từng câu, rồi bỏ “draft” ở câu đã sửa.", markup=False
    )
    return SOME_FAILED if failed else ALL_READ


def propose(path: Path, *, per_document: int, seed: int) -> list[Proposal]:
    """Questions about one document, of as many kinds as it allows; raises ``ReadError``."""
    data = path.read_bytes()
    read = read_bytes(data, path.name, max_bytes=load_settings().max_file_bytes)
    digest = sha256_of(data)
    document = build_document(read, source=path.name, location=str(path), data_sha256=digest)
    # By the document's content: what other files lie beside it changes none of its questions.
    generator = random.Random(f"{seed}-{digest}")
    proposals = [
        *from_rows(read.blocks, generator),
        *from_sentences(document, generator),
        *from_identity(document, generator),
    ]
    return _mixed([p for p in proposals if stands_in(document, p)], per_document, generator)


def _mixed(proposals: list[Proposal], most: int, generator: random.Random) -> list[Proposal]:
    """A draw that takes the kinds in turn and no sentence twice, so that no kind and no place fills the draft."""
    generator.shuffle(proposals)
    kinds = list(dict.fromkeys(proposal.kind for proposal in proposals))
    queues = [[proposal for proposal in proposals if proposal.kind == kind] for kind in kinds]
    chosen: list[Proposal] = []
    for proposal in _in_turn(queues):
        if len(chosen) < most and proposal.anchor not in {other.anchor for other in chosen}:
            chosen.append(proposal)
    return chosen


def _in_turn(queues: list[list[Proposal]]) -> Iterator[Proposal]:
    for at in range(max(map(len, queues), default=0)):
        yield from (queue[at] for queue in queues if at < len(queue))


def _is_new(proposal: Proposal, seen: set[str]) -> bool:
    """Whether neither the question nor its answer's words were proposed before, as of a copied document."""
    keys = {fold(proposal.question), fold(f"{proposal.kind} {proposal.anchor} {proposal.must}")}
    if keys & seen:
        return False
    seen |= keys
    return True


def _line(id_: str, source: str, proposal: Proposal) -> str:
    question = {
        "id": id_,
        "question": proposal.question,
        "history": [],
        "answerable": True,
        "must": [list(group) for group in proposal.must],
        "reference": proposal.reference,
        "doc": [source],
        "anchor": [proposal.anchor],
        "tags": ["draft", proposal.kind],
        "draft": True,
    }
    return json.dumps(question, ensure_ascii=False) + "\n"
