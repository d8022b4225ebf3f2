"""The wire of the OpenAI-compatible door: ``/v1/chat/completions`` and ``/v1/models``."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from ui.wire.asking import CitationOut

MODELS = ("chidao", "chidao-extractive")
_MOST_CHARACTERS = 200_000


class _Told(BaseModel):
    """What a client of that protocol may send: settings of a language model are taken and left unused."""

    model_config = ConfigDict(extra="ignore")


class TextPart(_Told):
    """A part of a message; only text can be answered."""

    type: Literal["text"]
    text: str = Field(max_length=_MOST_CHARACTERS)


class ChatMessage(_Told):
    """A message. What a system or developer says is an instruction, and none is followed."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[TextPart] | None = Field(default=None, max_length=_MOST_CHARACTERS)

    @property
    def text(self) -> str:
        """The message as one text."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content)
        return self.content or ""


class StreamOptions(_Told):
    """Whether the last piece of a stream tells how many tokens there were."""

    include_usage: bool = False


class ChatCompletionRequest(_Told):
    """A conversation whose last message of a user is the question; a name of a model that is not here is the first."""

    model: str = Field(default=MODELS[0], max_length=200)
    messages: list[ChatMessage] = Field(min_length=1, max_length=200)
    stream: bool = False
    stream_options: StreamOptions | None = None


class AnsweredMessage(BaseModel):
    """The answer with its footnotes, and its citations as ``/v1/ask`` gives them."""

    role: Literal["assistant"] = "assistant"
    content: str
    citations: list[CitationOut]


class Choice(BaseModel):
    """The one answer there is."""

    index: int = 0
    message: AnsweredMessage
    finish_reason: Literal["stop"] = "stop"


class Usage(BaseModel):
    """Tokens of question and answer as the encoder counts them."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class ChatCompletion(BaseModel):
    """An answer; ``id`` is the one to give feedback on."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: list[Choice]
    usage: Usage


class Delta(BaseModel):
    """What a piece adds."""

    role: Literal["assistant"] | None = None
    content: str | None = None
    citations: list[CitationOut] | None = None


class ChunkChoice(BaseModel):
    """The one answer, in pieces."""

    index: int = 0
    delta: Delta
    finish_reason: Literal["stop"] | None = None


class ChatCompletionChunk(BaseModel):
    """A piece of a streamed answer."""

    id: str
    object: Literal["chat.completion.chunk"] = "chat.completion.chunk"
    created: int
    model: str
    choices: list[ChunkChoice]
    usage: Usage | None = None


class Model(BaseModel):
    """A name to ask by."""

    id: str
    object: Literal["model"] = "model"
    created: int
    owned_by: str = "chidao"


class Models(BaseModel):
    """All of them."""

    object: Literal["list"] = "list"
    data: list[Model]
