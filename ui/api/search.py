"""POST /v1/search."""

import time

from fastapi import APIRouter

from rag.abstention.outside_filter import hits_outside
from rag.retrieval.retrieve import retrieve
from rag.understanding.question import understand
from ui.api.access import MayRead
from ui.api.state import State
from ui.present import hit, store_filter
from ui.wire import SearchRequest, SearchResponse

router = APIRouter(prefix="/v1", tags=["Tìm kiếm"])


@router.post("/search")
def search(request: SearchRequest, state: State, _: MayRead) -> SearchResponse:
    """Find passages, best first."""
    started = time.perf_counter()
    question = understand(request.query, store_filter(request.filters), library=state.library)
    found = retrieve(library=state.library, question=question, limit=request.limit)
    note = None if found.passages else hits_outside(state.library, question, limit=request.limit)
    total = round((time.perf_counter() - started) * 1000, 2)
    return SearchResponse(
        hits=[hit(item) for item in found.passages],
        timings_ms={"total": total},
        understood=list(question.understood),
        note=note,
    )
