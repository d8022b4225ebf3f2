"""Whether a question gets the same answer when it is typed without diacritics.

    python -m eval.bench_unaccented eval/sets/directives-dev.jsonl --data DATA_DIR [--show]

``DATA_DIR`` is a data folder into which the set's documents were ingested. Two answers are the same when they cite the
same places, or both are silent. Prints the share of the set, by kind of question; ``--show`` names the others.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from eval.question_set import EvalQuestion, load_question_set
from index.library import Library
from index.settings import Settings
from index.text.folding import fold
from rag.answer import Answer
from rag.assistant import Assistant
from rag.conversation.turns import Turn, turns_of


def main() -> None:
    """Ask every question twice and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    questions = load_question_set(options.set).questions
    library = Library(Settings(data_dir=options.data))
    try:
        same = [is_answered_alike(Assistant(library), question) for question in questions]
    finally:
        library.close()
    for label, kept in (
        ("all", same),
        ("answerable", _of(questions, same, answerable=True)),
        ("not", _of(questions, same, answerable=False)),
    ):
        if kept:
            print(f"{label:11s} {len(kept)} questions, the same answer {sum(kept) / len(kept):.3f}")  # noqa: T201
    if options.show:
        for question, alike in zip(questions, same, strict=True):
            if not alike:
                print(f"  {question.id}  {question.question}")  # noqa: T201


def is_answered_alike(assistant: Assistant, question: EvalQuestion) -> bool:
    """Whether the answers to a question as it is and without its diacritics cite the same places."""
    turns = turns_of((turn.role, turn.content) for turn in question.history)
    unaccented = [Turn(fold(turn.question), turn.answer, turn.documents) for turn in turns]
    return _places(assistant.ask(question.question, turns=turns)) == _places(
        assistant.ask(fold(question.question), turns=unaccented)
    )


def _places(answer: Answer) -> frozenset[tuple[str, int, int]]:
    return frozenset((citation.document_id, citation.start, citation.end) for citation in answer.citations)


def _of(questions: Sequence[EvalQuestion], same: Sequence[bool], *, answerable: bool) -> list[bool]:
    return [alike for question, alike in zip(questions, same, strict=True) if question.answerable is answerable]


if __name__ == "__main__":
    main()
