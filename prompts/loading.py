"""Prompts as files: Markdown with declared variables, filled in literally."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_FRONT_MATTER = re.compile(r"\A---\nvariables: \[(?P<names>[^\]\n]*)\]\n---\n(?P<text>.*)\Z", re.DOTALL)
_NAME = re.compile(r"[a-z][a-z_]*")
_PLACEHOLDER = re.compile(r"\{([a-z][a-z_]*)\}")


class PromptError(ValueError):
    """A prompt file is damaged or was given other values than it declares."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """The text of one prompt; ``{name}`` stands where the value of a declared variable goes."""

    name: str
    variables: tuple[str, ...]
    text: str

    def format(self, **values: str) -> str:
        """The text with every value put in as it is: braces in a value mean nothing.

        Raises ``PromptError`` unless exactly the declared variables are given.
        """
        missing = [name for name in self.variables if name not in values]
        unknown = sorted(set(values) - set(self.variables))
        if missing or unknown:
            raise PromptError(f"Mẫu lời nhắc “{self.name}”: {_difference('thiếu giá trị cho', missing, unknown)}.")
        return _PLACEHOLDER.sub(lambda match: values[match[1]], self.text)


@cache
def load_prompt(name: str) -> Prompt:
    """Read ``prompts/<name>.md``; raises ``PromptError`` when there is none or it is damaged."""
    path = files("prompts").joinpath(f"{name}.md")
    if not _NAME.fullmatch(name) or not path.is_file():
        raise PromptError(f"Không có mẫu lời nhắc tên là “{name}” trong thư mục prompts.")
    return parse_prompt(name, path.read_text("utf-8"))


def parse_prompt(name: str, source: str) -> Prompt:
    """Read a prompt from a file's text; raises ``PromptError`` where declared and used variables disagree."""
    source = source.replace("\r\n", "\n")
    match = _FRONT_MATTER.match(source)
    if match is None:
        raise PromptError(f"Mẫu lời nhắc “{name}” phải mở đầu bằng ba dòng: ---, variables: [tên, tên], ---.")
    declared = [variable.strip() for variable in match["names"].split(",") if variable.strip()]
    text = match["text"].strip()
    used = _PLACEHOLDER.findall(text)
    unused, undeclared = sorted(set(declared) - set(used)), sorted(set(used) - set(declared))
    if unused or undeclared:
        raise PromptError(f"Mẫu lời nhắc “{name}”: {_difference('khai báo mà không dùng', unused, undeclared)}.")
    if re.search(r"[{}]", _PLACEHOLDER.sub("", text)):
        raise PromptError(
            f"Mẫu lời nhắc “{name}” có dấu ngoặc nhọn không bao quanh tên biến nào (chữ thường, gạch dưới)."
        )
    return Prompt(name, tuple(dict.fromkeys(declared)), text)


def _difference(lacking: str, first: list[str], undeclared: list[str]) -> str:
    parts = [f"{lacking} {', '.join(first)}"] if first else []
    return "; ".join([*parts, f"không khai báo biến {', '.join(undeclared)}"] if undeclared else parts)
