"""Questions from a table of tasks: who leads, who supports, until when."""

import random
from collections.abc import Iterator, Sequence

from eval.drafting.proposal import Proposal, asked, clause, word_list
from index.blocks import Block

_ROLES_ASKED = ("lead", "due", "support")
_LONGEST_ANSWER = 90


def from_rows(blocks: Sequence[Block], generator: random.Random) -> Iterator[Proposal]:
    """Questions from every table row whose column headings are known."""
    for block in blocks:
        if block.kind == "row" and block.columns:
            yield from _from_row(block, generator)


def _from_row(row: Block, generator: random.Random) -> Iterator[Proposal]:
    cells = cells_by_role(row)
    task = clause(cells.get("task", ""))
    if task is None:
        return
    values = {"task": task, "lead": cells.get("lead", "")}
    for role in _ROLES_ASKED:
        answer = cells.get(role, "")
        question = asked(role, values, generator) if _is_answer(answer) else None
        if question:
            yield Proposal(role, question, ((answer,),), f"{answer}.", row.text)


def cells_by_role(row: Block) -> dict[str, str]:
    """The cells of a row by what their column is for; the first column of a role has it."""
    found: dict[str, str] = {}
    for heading, cell in zip(row.columns, row.cells, strict=False):
        role = _role(heading)
        if role and role not in found:
            found[role] = cell.strip()
    return found


def _role(heading: str) -> str | None:
    # What stands first decides: “thời gian thực hiện nhiệm vụ” is about time.
    pairs = [line.split("\t") for line in word_list("draft_columns.tsv")]
    at = {role: heading.lower().find(words) for role, words in reversed(pairs) if words in heading.lower()}
    return min(at, key=lambda role: at[role]) if at else None


def _is_answer(cell: str) -> bool:
    return any(letter.isalnum() for letter in cell) and len(cell) <= _LONGEST_ANSWER
