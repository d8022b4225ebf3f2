"""What the API's routes share: made once, handed to ``build_app``, never global."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from index.library import Library
from index.settings import Settings
from rag.assistant import Assistant
from rag.rewriting.rewrite import LanguageModelRewriter
from ui.api.limiting import RateLimit
from ui.jobs import Jobs
from ui.uploads import Uploads


@dataclass(frozen=True, slots=True)
class ApiState:
    """The library and what works on it; ``owner_token`` is the data folder's secret."""

    settings: Settings
    library: Library
    assistant: Assistant
    jobs: Jobs
    uploads: Uploads
    owner_token: str
    rate_limit: RateLimit

    def close(self) -> None:
        """Release everything."""
        self.jobs.close()
        self.library.close()


def open_state(settings: Settings, owner_token: str, library: Library | None = None) -> ApiState:
    """Open the library of the settings' data folder and what works on it."""
    library = library or Library(settings)
    uploads = Uploads(settings.data_dir / "uploads", settings.max_file_bytes)
    uploads.clear()
    rewriter = LanguageModelRewriter(settings) if settings.llm_base_url else None
    return ApiState(
        settings,
        library,
        Assistant(library, rewriter),
        Jobs(library),
        uploads,
        owner_token,
        RateLimit(settings.rate_limit),
    )


def state_of(request: Request) -> ApiState:
    """The state of the app that serves a request."""
    state: ApiState = request.app.state.chidao
    return state


State = Annotated[ApiState, Depends(state_of)]
