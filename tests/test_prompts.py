"""What prompts promise: a file that declares what it uses, filled in literally."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompts.loading import PromptError, load_prompt, parse_prompt

PROMPTS = sorted(path.stem for path in (Path(__file__).resolve().parent.parent / "prompts").glob("*.md"))


def source(text: str, *variables: str) -> str:
    return f"---\nvariables: [{', '.join(variables)}]\n---\n{text}\n"


@pytest.mark.parametrize("name", PROMPTS)
def test_every_prompt_in_the_folder_holds_and_can_be_filled_in(name):
    prompt = load_prompt(name)
    filled = prompt.format(**{variable: f"‹{variable}›" for variable in prompt.variables})
    assert all(f"‹{variable}›" in filled for variable in prompt.variables)
    assert not re.search(r"[{}]", filled)
    assert not filled.startswith("---")


@given(st.text(), st.text())
def test_values_stand_as_they_are(first, second):
    filled = parse_prompt("thử", source("A{one}B{two}C{one}D", "one", "two")).format(one=first, two=second)
    assert filled == f"A{first}B{second}C{first}D"


@pytest.mark.parametrize("value", ["{two}", "{one}", "{{two}}", r"\1 \g<0>", "%s {0}"])
def test_a_value_is_never_filled_in_itself(value):
    assert parse_prompt("thử", source("{one}|{two}", "one", "two")).format(one=value, two="x") == f"{value}|x"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (source("Chỉ có {one}.", "one", "two"), "two"),
        (source("Có {one} và {two}.", "one"), "two"),
        (source("Có {one} và {Hai}.", "one"), "ngoặc nhọn"),
        (source("Có {one} và { one }.", "one"), "ngoặc nhọn"),
        ("Không có phần đầu {one}", "variables"),
        ("---\nvariables: one\n---\n{one}", "variables"),
    ],
)
def test_a_damaged_prompt_is_refused_with_its_name_and_its_fault(text, names):
    with pytest.raises(PromptError, match=rf"“thử”.*{names}"):
        parse_prompt("thử", text)


@pytest.mark.parametrize("values", [{}, {"one": "1", "two": "2"}, {"two": "2"}])
def test_exactly_the_declared_values_must_be_given(values):
    with pytest.raises(PromptError, match=r"one|two"):
        parse_prompt("thử", source("{one}", "one")).format(**values)


def test_line_ends_of_other_systems_make_no_difference():
    text = source("Dòng một\nDòng {one}", "one")
    assert parse_prompt("thử", text.replace("\n", "\r\n")) == parse_prompt("thử", text)


@pytest.mark.parametrize("name", ["không-có", "../pyproject", "loading.py", "", "ANSWER"])
def test_only_prompts_of_the_folder_are_read(name):
    with pytest.raises(PromptError, match="Không có mẫu lời nhắc"):
        load_prompt(name)
