"""Pictures of pages (scans, photographs) to blocks: recognised page by page, then read like a PDF."""

import struct
import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from index.blocks import ReadDocument
from index.errors import ReadError
from index.readers.ocr import missing
from index.readers.ocr_lines import recognised_lines
from index.readers.pdf import paper_blocks
from index.readers.pdf_lines import PdfLine

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")
_MOST_PIXELS = 100_000_000
_MOST_PAGES = 500
_PAPER_WIDTH = 8.27
# A picture may claim any scale; believed is one that makes a sheet of paper of it.
_NARROWEST_PAPER, _WIDEST_PAPER = 3.0, 20.0
# Tesseract reads letters from some 20 pixels on: coarser pictures are enlarged, finer ones made smaller.
_COARSEST, _FINEST, _WANTED = 200, 450, 300


def read_image(data: bytes) -> ReadDocument:
    """The blocks of a picture, every frame a page; raises ``ReadError`` for one that is damaged or too large."""
    pages: list[list[PdfLine]] = []
    heights: list[float] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for picture, dots_per_inch in _pages(data):
            if not pages and missing():
                raise ReadError(f"Ảnh không có lớp chữ, cần nhận dạng chữ: {missing()}.")
            pages.append(recognised_lines(picture, dots_per_inch))
            heights.append(picture.height * 72 / dots_per_inch)
    if not any(pages):
        raise ReadError("Ảnh không có chữ nào nhận dạng được; hãy quét lại rõ hơn, thẳng trang, 300 dpi.")
    return ReadDocument(tuple(paper_blocks(pages, heights)), recognised=True)


def _pages(data: bytes) -> Iterator[tuple[Any, float]]:
    """Every frame in grey on white, at a scale fit for recognition, and that scale."""
    from PIL import Image, ImageOps, ImageSequence

    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as image:
            for number, frame in enumerate(ImageSequence.Iterator(image)):
                if number >= _MOST_PAGES:
                    raise ReadError(f"Tệp ảnh có hơn {_MOST_PAGES} trang; hãy tách ra rồi nạp lại.")
                if frame.width * frame.height > _MOST_PIXELS:
                    raise ReadError(
                        f"Ảnh quá lớn: {frame.width} × {frame.height} điểm ảnh; hãy quét lại ở 300 dpi rồi nạp lại."
                    )
                yield _fit(_grey(ImageOps.exif_transpose(frame)))
    except Image.DecompressionBombError as error:
        raise ReadError("Ảnh quá lớn, giống bom nén nên không được đọc; hãy quét lại ở 300 dpi.") from error
    except (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError, struct.error) as error:
        raise ReadError("Tệp ảnh bị hỏng hoặc không phải ảnh; hãy xin lại tệp gốc.") from error


def _grey(frame: Any) -> Any:  # noqa: ANN401 (Pillow images)
    """The frame in grey, what is transparent shown on white."""
    from PIL import Image

    if frame.mode in {"RGBA", "LA", "PA"} or "transparency" in frame.info:
        colours = frame.convert("RGBA")
        white = Image.new("RGBA", colours.size, "white")
        result = Image.alpha_composite(white, colours).convert("L")
    else:
        result = frame.convert("L")
    result.info["dpi"] = frame.info.get("dpi")
    return result


def _fit(picture: Any) -> tuple[Any, float]:  # noqa: ANN401
    dots_per_inch = _scale(picture)
    if _COARSEST <= dots_per_inch <= _FINEST:
        return picture, dots_per_inch
    factor = min(_WANTED / dots_per_inch, 4.0)
    size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
    if size[0] * size[1] > _MOST_PIXELS:
        return picture, dots_per_inch
    return picture.resize(size), dots_per_inch * factor


def _scale(picture: Any) -> float:  # noqa: ANN401
    """Dots per inch: what the picture says where that can be, else as if it were as wide as a sheet of paper."""
    shorter: int = min(picture.size)
    try:
        said = float((picture.info.get("dpi") or (0,))[0])
    except (TypeError, ValueError, ZeroDivisionError):
        said = 0.0
    if said > 0 and _NARROWEST_PAPER <= shorter / said <= _WIDEST_PAPER:
        return said
    return max(1.0, shorter / _PAPER_WIDTH)
