"""Every error as an RFC 9457 problem document with a Vietnamese detail, never a traceback."""

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from index.errors import (
    CatalogError,
    ChiDaoError,
    EncoderError,
    LanguageModelError,
    NotFoundError,
    ReadError,
    StoreError,
)
from ui.wire import Problem

_log = logging.getLogger(__name__)

_STATUS: tuple[tuple[type[ChiDaoError], int], ...] = (
    (NotFoundError, 404),
    (ReadError, 422),
    (CatalogError, 422),
    (LanguageModelError, 503),
    (EncoderError, 503),
    (StoreError, 503),
    (ChiDaoError, 500),
)
_TITLES = {
    400: "Yêu cầu không hợp lệ",
    401: "Cần khóa truy cập",
    403: "Không được phép",
    404: "Không tìm thấy",
    405: "Phương thức không được hỗ trợ",
    413: "Dữ liệu quá lớn",
    422: "Dữ liệu gửi lên không hợp lệ",
    429: "Quá nhiều yêu cầu",
    500: "Lỗi trong dịch vụ",
    503: "Dịch vụ chưa sẵn sàng",
}
_DETAILS = {
    404: "Không có địa chỉ này; xem /docs.",
    405: "Địa chỉ này không nhận phương thức vừa gọi; xem /docs.",
    400: "Không đọc được yêu cầu; xem /docs.",
}
# What pydantic says of a value, for people; the rest is said with its English message.
_REASONS = {
    "missing": "thiếu trường này",
    "extra_forbidden": "không có trường này",
    "string_too_short": "không được để trống",
    "string_too_long": "dài quá giới hạn",
    "string_pattern_mismatch": "có ký tự không được dùng",
    "string_type": "phải là chuỗi ký tự",
    "int_parsing": "phải là số nguyên",
    "int_type": "phải là số nguyên",
    "greater_than_equal": "nhỏ hơn giá trị cho phép",
    "less_than_equal": "lớn hơn giá trị cho phép",
    "literal_error": "không nằm trong các giá trị cho phép",
    "date_from_datetime_parsing": "phải là ngày dạng YYYY-MM-DD",
    "date_from_datetime_inexact": "phải là ngày dạng YYYY-MM-DD",
    "date_parsing": "phải là ngày dạng YYYY-MM-DD",
    "json_invalid": "không phải JSON hợp lệ",
    "model_attributes_type": "phải là một đối tượng JSON",
    "list_type": "phải là danh sách",
    "too_long": "có quá nhiều phần tử",
    "bool_parsing": "phải là true hoặc false",
}


def problem(request: Request, status: int, detail: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """A problem document; every one names its request, so that the log can be searched for it."""
    title = _TITLES.get(status) or HTTPStatus(status).phrase
    body = Problem(title=title, status=status, detail=detail, request_id=request_id(request))
    return JSONResponse(body.model_dump(), status, headers, media_type="application/problem+json")


def request_id(request: Request) -> str:
    """The id that the request was given when it came in."""
    return str(getattr(request.state, "request_id", "-"))


def add_problem_handlers(app: FastAPI) -> None:
    """Map every exception to its problem document; this is the one place that does."""

    async def known(request: Request, error: Exception) -> JSONResponse:
        status = next(status for kind, status in _STATUS if isinstance(error, kind))
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            _log.error("request %s: %s", request_id(request), error)
        return problem(request, status, str(error))

    async def invalid(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        return problem(request, 422, "; ".join(_reason(e) for e in error.errors()))

    async def http(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        stock = error.detail == HTTPStatus(error.status_code).phrase or not error.detail
        detail = _DETAILS.get(error.status_code, _TITLES.get(error.status_code, "")) if stock else str(error.detail)
        return problem(request, error.status_code, detail, dict(error.headers or {}))

    async def unknown(request: Request, error: Exception) -> JSONResponse:
        _log.exception("request %s broke", request_id(request), exc_info=error)
        return problem(request, 500, "Có lỗi không lường trước; báo quản trị viên kèm request_id này.")

    app.add_exception_handler(ChiDaoError, known)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(Exception, unknown)


def _reason(error: dict[str, object]) -> str:
    place = error.get("loc", ())
    where = ".".join(str(part) for part in place if part != "body") if isinstance(place, tuple | list) else ""
    said = _REASONS.get(str(error.get("type")), str(error.get("msg")))
    return f"{where or 'nội dung'}: {said}"
