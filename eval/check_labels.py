"""Whether a question set's labels hold: each deciding word and each anchor stands in a document it is said to be in.

python -m eval.check_labels eval/sets/samples-dev.jsonl samples
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from eval.matching import holds, is_of, squeezed
from eval.question_set import EvalQuestion, load_question_set
from index.document import build_document
from index.file_walk import walk
from index.readers.reading import SUPPORTED_SUFFIXES, read_document

_LARGEST = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A document as the product reads it."""

    source: str
    document_number: str | None
    text: str


def main(
    question_set: Annotated[Path, typer.Argument(help="Tệp JSONL.")],
    paths: Annotated[list[Path], typer.Argument(help="Văn bản mà bộ câu hỏi nói tới.")],
) -> None:
    """Print every label that does not hold; exit 1 when there is one."""
    questions = load_question_set(question_set).questions
    wrong = list(wrong_labels(questions, texts_below(paths)))
    for line in wrong:
        typer.echo(line)
    typer.echo(f"{len(questions)} câu hỏi, {len(wrong)} nhãn sai.")
    sys.exit(bool(wrong))


def texts_below(paths: Sequence[Path]) -> list[LabelledText]:
    """The documents below ``paths``."""
    files = [file for file in walk(paths).files if file.path.suffix.lower() in SUPPORTED_SUFFIXES]
    return [_read(file.path) for file in files]


def wrong_labels(questions: Sequence[EvalQuestion], texts: Sequence[LabelledText]) -> Iterator[str]:
    """One line for each label that does not hold, beginning with the question's id."""
    for question in questions:
        allowed = [text for text in texts if is_of(text, question.doc)]
        if question.answerable and not question.doc:
            continue
        for label in question.doc:
            if not any(is_of(text, [label]) for text in texts):
                yield f"{question.id}: không có văn bản {label!r}"
        for group in question.must:
            if not any(holds(text.text, group) for text in allowed):
                yield f"{question.id}: không văn bản nào có {group[0]!r}"
        for anchor in question.anchor:
            if not any(squeezed(anchor) in squeezed(text.text) for text in allowed):
                yield f"{question.id}: không văn bản nào có câu {anchor!r}"


def _read(path: Path) -> LabelledText:
    read = read_document(path, max_bytes=_LARGEST)
    document = build_document(read, source=str(path), location=str(path), data_sha256="")
    return LabelledText(str(path), document.identity.number, document.text)


if __name__ == "__main__":
    typer.run(main)
