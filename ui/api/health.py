"""Whether the service lives, is ready, and how it does."""

from collections.abc import Callable

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from index.errors import ChiDaoError
from ui.api.access import MayRead
from ui.api.state import State

router = APIRouter(tags=["Tình trạng"])


@router.get("/healthz")
def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz")
def readyz(state: State) -> JSONResponse:
    """Model, store and catalog are open; 503 with the reason when one is not."""
    checks = {"catalog": state.library.documents.counts, "model": state.library.encoder, "store": _count(state)}
    found: dict[str, str] = {}
    for name, check in checks.items():
        try:
            check()
        except ChiDaoError as error:
            found[name] = str(error)
        else:
            found[name] = "ok"
    ready = all(value == "ok" for value in found.values())
    return JSONResponse({"status": "ready" if ready else "not ready", "checks": found}, 200 if ready else 503)


@router.get("/metrics", include_in_schema=False)
def metrics(_: MayRead) -> Response:
    """Prometheus metrics of this process."""
    from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

    return Response(generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})


def _count(state: State) -> Callable[[], int]:
    return lambda: state.library.store().count()
