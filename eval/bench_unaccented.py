"""Whether a question gets the same answer when it is typed without diacritics, or with slips of the finger.

    python -m eval.bench_unaccented eval/sets/directives-dev.jsonl --data DATA_DIR [--slips] [--show]

``DATA_DIR`` is a data folder into which the set's documents were ingested. Two answers are the same when they cite the
same places, or both are silent. Prints the share of the set, by kind of question; ``--show`` names the others. With
``--slips`` the diacritics stay and a tenth of the words are mistyped, the same way each time.
"""

import argparse
import random
from collections.abc import Callable, Sequence
from pathlib import Path

from eval.question_set import EvalQuestion, load_question_set
from eval.spelling_slips import one_slip, one_telex
from index.library import Library
from index.settings import Settings
from index.text.folding import fold
from rag.answer import Answer
from rag.assistant import Assistant
from rag.conversation.turns import Turn, turns_of

# Of the slips, so many are keys of the input method.
_KEYS_UNDONE = 0.25


def main() -> None:
    """Ask every question twice and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--slips", action="store_true")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    questions = load_question_set(options.set).questions
    library = Library(Settings(data_dir=options.data))
    try:
        badly = _with_slips if options.slips else fold
        same = [is_answered_alike(Assistant(library), question, badly) for question in questions]
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


def is_answered_alike(assistant: Assistant, question: EvalQuestion, badly: Callable[[str], str] = fold) -> bool:
    """Whether the answers to a question as it is and as it is typed ``badly`` cite the same places."""
    turns = turns_of((turn.role, turn.content) for turn in question.history)
    typed = [Turn(badly(turn.question), turn.answer, turn.documents) for turn in turns]
    return _places(assistant.ask(question.question, turns=turns)) == _places(
        assistant.ask(badly(question.question), turns=typed)
    )


def _with_slips(text: str) -> str:
    """A tenth of the words, at least one, with a slip or with the keys of their marks left undone."""
    chance = random.Random(text)
    for _ in range(max(1, round(len(text.split()) / 10))):
        text = one_telex(text, chance) if chance.random() < _KEYS_UNDONE else one_slip(text, chance)
    return text


def _places(answer: Answer) -> frozenset[tuple[str, int, int]]:
    return frozenset((citation.document_id, citation.start, citation.end) for citation in answer.citations)


def _of(questions: Sequence[EvalQuestion], same: Sequence[bool], *, answerable: bool) -> list[bool]:
    return [alike for question, alike in zip(questions, same, strict=True) if question.answerable is answerable]


if __name__ == "__main__":
    main()
