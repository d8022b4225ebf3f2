"""The judge's prompts in Vietnamese: instruction and examples from files, checked against ragas' own models."""

import copy
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import ValidationError

from eval.errors import EvaluationError

LANGUAGE = "vietnamese"


def in_vietnamese(prompt: Any, name: str) -> Any:  # noqa: ANN401
    """A prompt of ragas with the instruction and examples of ``eval/prompts/<name>.toml``.

    Raises ``EvaluationError`` when the examples are not of the prompt's form, as after a change in ragas.
    """
    written = _read(name)
    prompt = copy.copy(prompt)  # ragas keeps some of its prompts once for all metrics
    prompt.instruction = written["instruction"].strip()
    prompt.language = LANGUAGE
    try:
        prompt.examples = [
            (prompt.input_model.model_validate(example["input"]), prompt.output_model.model_validate(example["output"]))
            for example in written["examples"]
        ]
    except ValidationError as error:
        raise EvaluationError(f"Lời nhắc {name}.toml không khớp với ragas đang cài: {error}.") from error
    return prompt


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("eval").joinpath(f"prompts/{name}.toml").read_text("utf-8"))
