"""The house's laws that can be read off its files: which room may import which, what is loaded late."""

import ast
import resource
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
ROOMS = ("prompts", "index", "rag", "ui", "eval")
MAY_IMPORT = {
    "prompts": set(),
    "index": set(),
    "rag": {"index", "prompts"},
    "ui": {"index", "rag", "prompts"},
    "eval": {"index", "rag", "prompts"},
}
HEAVY = {"torch", "gradio", "ragas", "llama_index", "sentence_transformers", "transformers", "docx", "pypdfium2"}


def sources(room: str) -> list[Path]:
    return sorted((PROJECT / room).rglob("*.py"))


def imports(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name.split(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
        return [node.module.split(".")[0]]
    return []


def only_for_types(tree: ast.Module) -> set[ast.AST]:
    guarded = [n for n in tree.body if isinstance(n, ast.If) and "TYPE_CHECKING" in ast.unparse(n.test)]
    return {inner for block in guarded for inner in ast.walk(block)}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_lies_before_it(room):
    wrong = [
        f"{path.relative_to(PROJECT)}:{node.lineno} imports {name}"
        for path in sources(room)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in imports(node)
        if name in ROOMS and name != room and name not in MAY_IMPORT[room]
    ]
    assert wrong == []


@pytest.mark.parametrize("room", ROOMS)
def test_heavy_things_are_imported_inside_the_function_that_needs_them(room):
    wrong = []
    for path in sources(room):
        tree = ast.parse(path.read_text("utf-8"))
        typing_only = only_for_types(tree)
        inside = {
            n for f in ast.walk(tree) if isinstance(f, ast.FunctionDef | ast.AsyncFunctionDef) for n in ast.walk(f)
        }
        wrong += [
            f"{path.relative_to(PROJECT)}:{node.lineno} imports {name}"
            for node in ast.walk(tree)
            if node not in inside and node not in typing_only
            for name in imports(node)
            if name in HEAVY
        ]
    assert wrong == []


def test_help_answers_in_half_a_second_and_loads_no_model():
    code = (
        "import sys\n"
        "from ui.cli import app\n"
        "from typer.testing import CliRunner\n"
        "assert CliRunner().invoke(app, ['--help']).exit_code == 0\n"
        "loaded = {'torch', 'gradio', 'transformers', 'fastapi', 'qdrant_edge'} & set(sys.modules)\n"
        "assert not loaded, loaded\n"
    )
    times = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        # Processor time: what it takes on a machine that has nothing else to do.
        times.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    assert min(times) < 0.5


def test_every_module_says_what_it_is_for():
    silent = [
        str(path.relative_to(PROJECT))
        for room in ROOMS
        for path in sources(room)
        if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []
