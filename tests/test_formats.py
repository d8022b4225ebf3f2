"""What the other formats promise: one document however it was saved, scanned or encoded, or the reason why not."""

import contextlib
import email.message
import re
import unicodedata
import zipfile
from difflib import SequenceMatcher
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.blocks import Block, ReadDocument
from index.errors import ReadError
from index.readers import ocr
from index.readers.legacy_encodings import raise_capitals
from index.readers.legacy_fonts import page_to_unicode, text_to_unicode
from index.readers.reading import read_bytes, read_document

DATA = Path(__file__).parent / "data"
SAMPLES = Path(__file__).resolve().parent.parent / "samples"
LIMIT = 50 * 1024 * 1024
MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
needs_tesseract = pytest.mark.skipif(ocr.missing() != "", reason="Tesseract with Vietnamese data is not installed")


def read(data: bytes | str, name: str) -> ReadDocument:
    return read_bytes(data.encode() if isinstance(data, str) else data, name, max_bytes=LIMIT)


def texts(data: bytes | str, name: str) -> list[str]:
    return [block.text for block in read(data, name).blocks]


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def share_read(expected: list[str], found: list[str]) -> float:
    """The share of the expected words that were found, in their order."""
    matcher = SequenceMatcher(None, expected, found, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / len(expected)


# One document, saved as anything --------------------------------------------------------------------------------------

PLAN = [
    ("paragraph", 0, MOTTO),
    ("paragraph", 0, "Độc lập - Tự do - Hạnh phúc"),
    ("heading", 2, "Chương I"),
    ("paragraph", 0, "Điều 1. Các xã trồng cây trước ngày 15 tháng 3 theo kế hoạch đã được duyệt."),
    ("paragraph", 0, "1. Lập danh sách."),
    ("paragraph", 0, "2. Ký cam kết."),
    ("row", 0, "TT | Nhiệm vụ | Thời hạn"),
    ("row", 0, "1 | Ươm cây | 6/2026"),
    ("paragraph", 0, "Điều 2. Hiệu lực."),
]


@pytest.mark.parametrize("saved", ["docx", "doc", "rtf", "odt"])
@pytest.mark.parametrize("named", ["docx", "doc", "rtf", "odt", "html"])
def test_one_document_however_it_is_saved_and_whatever_its_suffix_says(saved, named):
    """Its fonts are .VnTimeH, .VnTime, VNI-Times and Times New Roman, some in one sentence."""
    blocks = read((DATA / f"old_fonts.{saved}").read_bytes(), f"van-ban.{named}").blocks
    found = [(block.kind, block.level, block.text) for block in blocks]
    assert [item for item in found if item[2] != "Năm 2026"] == PLAN
    assert blocks[-2].columns == ("TT", "Nhiệm vụ", "Thời hạn")
    year = next(block for block in blocks if block.text == "Năm 2026")
    assert year.cells == ("Năm 2026", "", "")


def test_a_page_saved_as_word_document_is_read_as_the_page_it_is():
    page = f"<html><body><p>{MOTTO}</p><p>Điều 1. Giao việc cho các xã.</p></body></html>"
    assert texts(page, "van-ban.doc") == [MOTTO, "Điều 1. Giao việc cho các xã."]


def test_a_single_file_web_page_is_read_without_its_pictures():
    message = email.message.EmailMessage()
    message.set_content("<html><body><p>Điều 1. Giao việc cho các xã.</p></body></html>", subtype="html")
    message.add_related(b"\x89PNG....", "image", "png")
    for name in ("trang.mht", "trang.mhtml", "trang.doc"):
        assert texts(message.as_bytes(), name) == ["Điều 1. Giao việc cho các xã."]


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_binary_content_under_a_text_suffix_is_still_refused(suffix):
    with pytest.raises(ReadError, match="tệp Office kiểu cũ"):
        read((DATA / "old_fonts.doc").read_bytes(), f"a{suffix}")


def in_stream(position: int, value: bytes) -> bytes:
    """The .doc with bytes changed in the table at the beginning of its main stream."""
    data = bytearray((DATA / "old_fonts.doc").read_bytes())
    start = data.index(b"\xec\xa5")
    data[start + position : start + position + len(value)] = value
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (in_stream(11, b"\x13"), "có mật khẩu"),
        (in_stream(2, b"\x68\x00"), "Word 95"),
        (in_stream(0, b"\x00\x00"), "bị hỏng"),
        ((DATA / "old_fonts.doc").read_bytes()[:9000], "bị hỏng"),
    ],
    ids=["locked", "Word 95", "garbled", "cut off"],
)
def test_a_doc_that_cannot_be_read_says_why(data, reason):
    with pytest.raises(ReadError, match=reason):
        read(data, "a.doc")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_office_files_are_read_or_refused(data):
    name = data.draw(st.sampled_from(["old_fonts.doc", "old_fonts.rtf", "old_fonts.odt", "old_fonts.docx"]))
    content = bytearray((DATA / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(ReadError):
        read(bytes(content), name)


# RTF ------------------------------------------------------------------------------------------------------------------


def rtf(body: str) -> bytes:
    fonts = r"{\fonttbl{\f0\fcharset0 Times New Roman;}{\f1\fcharset163 Times New Roman;}{\f2\fcharset2 Symbol;}}"
    return (r"{\rtf1\ansi\ansicpg1252\deff0" + fonts + body + "}").encode("latin-1")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"\uc1 C\u225\'e1c x\u227\'e3 tr\u7891?ng c\u226\'e2y.\par", ["Các xã trồng cây."]),
        (r"\f1 C\'e1c xa\'de tr\'f4\'ccng c\'e2y.\par", ["Các xã trồng cây."]),
        (r"{\*\generator Word;}{\info{\title Mau}}Mot.\par{\header Dau trang}{\v an}Hai.\par", ["Mot.", "Hai."]),
        (r"Han ngay {\deleted 10}{\revised 15}.\par", ["Han ngay 15."]),
        (r"{\listtext\pard\f2 \'b7\tab}Viec mot.\par{\pntext 2.\tab}Viec hai.\par", ["- Viec mot.", "2. Viec hai."]),
        (r"So lieu{\footnote {\chftn} Nguon: xa.} nam nay.\par", ["So lieu[1] nam nay.", "[1] Nguon: xa."]),
        (r"Truoc{\pict\pngblip\bin5 }{\\x} sau.\par", ["Truoc sau."]),
        (r"{\field{\*\fldinst HYPERLINK a.vn}{\fldrslt Trang}} tin.\par", ["Trang tin."]),
    ],
    ids=["unicode", "code page", "left out", "deleted", "numbers", "footnote", "binary", "field"],
)
def test_rtf_is_read_as_it_is_shown(body, expected):
    assert texts(rtf(body), "a.rtf") == expected


def test_rtf_rows_keep_their_cells_under_their_headings():
    first = r"\trowd\trhdr\cellx1000\cellx4000\cellx6000\intbl TT\cell Viec\cell Han\cell\row"
    wide = r"\trowd\cellx4000\cellx6000\intbl Nam 2026\cell\cell\row"
    last = r"\trowd\cellx1000\cellx4000\cellx6000\intbl 1\cell Uom cay\par giong\cell 6/2026\cell\row"
    blocks = read(rtf(first + wide + last + r"\pard Het.\par"), "a.rtf").blocks
    assert [block.cells for block in blocks[:3]] == [
        ("TT", "Viec", "Han"),
        ("Nam 2026", "", ""),
        ("1", "Uom cay giong", "6/2026"),
    ]
    assert blocks[2].columns == ("TT", "Viec", "Han")
    assert blocks[3] == Block("paragraph", "Het.")


def test_rtf_nested_without_end_is_refused():
    with pytest.raises(ReadError, match="quá sâu"):
        read(b"{\\rtf1 " + b"{" * 100_000, "a.rtf")


# OpenDocument ---------------------------------------------------------------------------------------------------------

_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name if name != "fo" else "xsl-fo-compatible"}:1.0"'
    for name in ("office", "text", "table", "style", "fo")
)


def odt(body: str, styles: str = "", **parts: str) -> bytes:
    content = (
        f"<office:document-content {_NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
        for name, text in parts.items():
            package.writestr(f"META-INF/{name}.xml", text)
    return stream.getvalue()


def test_odt_lists_footnotes_and_changes_are_read_as_they_are_shown():
    style = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" '
        'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" '
        'style:num-suffix=")"/></text:list-style>'
    )
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Xóa rồi.</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:h text:outline-level="2">Chương I</text:h>'
        '<text:list text:style-name="L"><text:list-item><text:p>Lập danh sách.</text:p><text:list><text:list-item>'
        "<text:p>Hộ nhận cây;</text:p></text:list-item></text:list></text:list-item></text:list>"
        "<text:p>Xen giữa.</text:p>"
        '<text:list text:style-name="L" text:continue-numbering="true"><text:list-item><text:p>Ký cam kết'
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Theo mẫu.</text:p>"
        "</text:note-body></text:note>.</text:p></text:list-item></text:list>"
    )
    assert [(block.kind, block.text) for block in read(odt(body, style), "a.odt").blocks] == [
        ("heading", "Chương I"),
        ("paragraph", "1. Lập danh sách."),
        ("paragraph", "a) Hộ nhận cây;"),
        ("paragraph", "Xen giữa."),
        ("paragraph", "2. Ký cam kết[1]."),
        ("paragraph", "[1] Theo mẫu."),
    ]


def test_odt_merged_cells_stand_under_their_headings():
    def row(*cells: str) -> str:
        return f"<table:table-row>{''.join(cells)}</table:table-row>"

    def cell(text: str, spans: str = "") -> str:
        return f"<table:table-cell {spans}><text:p>{text}</text:p></table:table-cell>"

    covered = "<table:covered-table-cell/>"
    down, across = 'table:number-rows-spanned="2"', 'table:number-columns-spanned="2"'
    table = (
        "<table:table><table:table-header-rows>"
        + row(cell("Xã", down), cell("Số cây", across), covered)
        + row(covered, cell("2026"), cell("2027"))
        + "</table:table-header-rows>"
        + row(cell("Bản Mây"), cell("500"), cell("600"))
        + "</table:table>"
    )
    last = read(odt(table), "a.odt").blocks[-1]
    assert last.cells == ("Bản Mây", "500", "600")
    assert last.columns == ("Xã", "Số cây – 2026", "Số cây – 2027")


def test_an_odt_with_a_password_says_so():
    with pytest.raises(ReadError, match="mật khẩu"):
        read(odt("<text:p>x</text:p>", manifest="<manifest:encryption-data/>"), "a.odt")


def test_an_odt_bomb_is_refused_before_it_is_unpacked():
    package = BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("content.xml", b"\x00" * 60_000_000)
    with pytest.raises(ReadError, match="bom nén"):
        read(package.getvalue(), "a.odt")


def test_no_entity_of_an_odt_is_resolved(tmp_path):
    secret = tmp_path / "mat.txt"
    secret.write_text("bí mật")
    data = BytesIO(odt("<text:p>Điều 1. &amp;x;</text:p>"))
    with zipfile.ZipFile(data) as package:
        content = package.read("content.xml").decode().replace("&amp;x;", "&x;")
    changed = BytesIO()
    with zipfile.ZipFile(changed, "w") as package:
        package.writestr("content.xml", f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]>{content}')
    assert texts(changed.getvalue(), "a.odt") == ["Điều 1."]


# Encodings from before Unicode ----------------------------------------------------------------------------------------

TONES = "\u0300\u0301\u0303\u0309\u0323"
VIQR = dict(zip("\u0302\u0306\u031b\u0300\u0301\u0309\u0303\u0323", "^(+`'?~.", strict=True))


def letters_of(encoding: str) -> dict[str, str]:
    """Letter to what stands for it, of the tests' own table."""
    lines = (DATA / "encodings.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {letter: bytes.fromhex(codes).decode("latin-1") for name, letter, codes in rows if name == encoding}


def encoded(text: str, encoding: str) -> bytes:
    if encoding == "viqr":
        return "".join(map(_viqr, text)).encode()
    if encoding == "windows-1258":
        parts = (unicodedata.normalize("NFD", letter) for letter in text)
        split = (("".join(m for m in part if m not in TONES), "".join(m for m in part if m in TONES)) for part in parts)
        return "".join(unicodedata.normalize("NFC", vowel) + tone for vowel, tone in split).encode("cp1258", "replace")
    if encoding == "UTF-16 without mark":
        return text.encode("utf-16-le")
    if encoding == "NFD":
        return unicodedata.normalize("NFD", text).encode()
    letters = letters_of(encoding)
    shown = (letters.get(letter, letters.get(letter.lower(), letter)) for letter in text)
    return "".join(shown).encode("latin-1", "replace")


def _viqr(letter: str) -> str:
    if letter in "đĐ":
        return "dd" if letter == "đ" else "DD"
    base, *marks = unicodedata.normalize("NFD", letter)
    return base + "".join(VIQR.get(mark, mark) for mark in sorted(marks, key=lambda mark: mark in TONES))


def plain_text(path: Path) -> str:
    """The text of a sample with the signs that old encodings lack put as they were typed then."""
    blocks = read_document(path, max_bytes=LIMIT).blocks
    text = "\n".join(block.text for block in blocks if block.kind != "row")
    return text.translate(str.maketrans({"“": '"', "”": '"', "–": "-", "…": "..."}))


@pytest.mark.parametrize(
    ("encoding", "least"),
    [
        ("tcvn3", 0.995),  # A single capital with a tone ("Ủy") is a small letter in TCVN3.
        ("vni", 0.999),
        ("viscii", 0.999),
        ("vps", 0.999),
        ("windows-1258", 0.999),
        ("viqr", 0.99),  # A final "." is a tone or a full stop.
        ("UTF-16 without mark", 1.0),
        ("NFD", 1.0),
    ],
)
def test_texts_in_old_encodings_come_out_in_unicode(encoding, least):
    expected, found = [], []
    for path in sorted([*SAMPLES.glob("*.md"), *SAMPLES.glob("*.txt")])[:6]:
        text = plain_text(path)
        expected += words(text)
        found += words("\n".join(texts(encoded(text, encoding), "a.txt")))
    assert share_read(expected, found) >= least
    assert all(unicodedata.is_normalized("NFC", word) for word in found)


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_pages_in_old_encodings_come_out_in_unicode_also_with_entities(encoding):
    sentence = "Các xã báo cáo số cây sống trước ngày 15 tháng 3, nơi thiếu nước phải nói rõ."
    shown = encoded(sentence, encoding)
    page = b"<html><body><p>" + shown + b"</p></body></html>"
    named = "<html><body><p>" + "".join(f"&#{byte};" if byte > 127 else chr(byte) for byte in shown) + "</p></body>"
    assert texts(page, "a.html") == texts(named, "a.htm") == [sentence]


def test_capitals_that_only_a_font_drew_are_capitals_again():
    assert raise_capitals("CộNG HòA Xã HộI CHủ NGHĩA") == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"
    assert raise_capitals("Bộ Y tế, UBND tỉnh và Bộ Công an") == "Bộ Y tế, UBND tỉnh và Bộ Công an"


def test_unicode_typed_in_an_old_font_stays_as_it_is():
    from docx import Document

    document = Document()
    document.add_paragraph("Điều 1. Có hai việc và nơi nào thiếu nước phải nói rõ.").runs[0].font.name = ".VnTime"
    document.add_paragraph("Có và không.").runs[0].font.name = ".VnTime"
    stream = BytesIO()
    document.save(stream)
    assert texts(stream.getvalue(), "a.docx")[-1] == "Có và không."


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.*")), ids=lambda path: path.name)
def test_unicode_documents_pass_unchanged(path):
    if path.suffix in {".md", ".txt", ".html"}:
        text = path.read_text(encoding="utf-8")
        assert text_to_unicode(text) == text
        assert page_to_unicode(text) == text


def test_real_documents_pass_unchanged(corpus):
    for path in [*corpus.glob("*/*.md"), *corpus.glob("*/*.txt"), *corpus.glob("*/*.html")]:
        text = path.read_text(encoding="utf-8")
        assert text_to_unicode(text) == text, path.name
        assert page_to_unicode(text) == text, path.name


LANGUAGES = [
    "À l'été, l'élève zélé préfère être à côté de sa mère; où était-il, ce garçon naïf? Voilà ce que Noël a révélé.",
    "Don't you think we're late? They're at 5 o'clock, e.g. in the cafe. It's the city's añejo rum. Add it.",
    "Die Behörde prüft für größere Städte, ob Maßnahmen gegen Überschwemmungen künftig nötig wären; schöne Grüße.",
    "El niño mañana irá a España; ¿qué pasó? Después, la señora pidió más información según la opinión.",
    "Øystein og Åse spiste rødgrød med fløde på Ærø, før de gik ned til åen.",
]


@pytest.mark.parametrize("text", LANGUAGES, ids=["French", "English", "German", "Spanish", "Danish"])
def test_other_languages_pass_unchanged(text):
    assert text_to_unicode(text) == text
    assert " ".join(texts(text, "a.txt")) == text


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(["hoà", "hòa", "Ủy", "ban", "cả", "được", "2026,", "và", "có;", "là", "a"]), max_size=30)
)
def test_unicode_keeps_its_own_tone_placement(parts):
    text = " ".join(parts)
    assert text_to_unicode(text) == text


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(alphabet="aâeêoôăđơưàáãèéìíòóõùúýạảấầ ", min_size=1, max_size=12), max_size=12))
def test_a_unicode_document_with_odd_words_in_it_stays_as_it_is(parts):
    text = "\n".join([MOTTO, "Điều 1. Phạm vi điều chỉnh.", *parts])
    assert text_to_unicode(text) == text


def test_what_no_encoding_makes_vietnamese_is_refused():
    # Signs of old fonts in words that no table makes syllables of.
    with pytest.raises(ReadError, match="phông chữ cũ"):
        read(" ".join(["q¸x z®k wµ¹r"] * 20), "a.txt")


# Scans ----------------------------------------------------------------------------------------------------------------


def typeface() -> str:
    """A font with Vietnamese letters."""
    found = [*Path("/usr/share/fonts").rglob("DejaVuSerif.ttf")]
    found += [*Path("/usr/share/fonts").rglob("DejaVuSans.ttf")]
    spec = find_spec("matplotlib")
    if spec and spec.origin:
        found += [*Path(spec.origin).parent.rglob("DejaVuSerif.ttf")]
    if not found:
        pytest.skip("no font with Vietnamese letters is installed")
    return str(found[0])


def drawn(lines: list[str]):
    """An A4 page at 300 dpi with the lines on it, as a grey picture."""
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("L", (2480, 3508), 255)
    font = ImageFont.truetype(typeface(), 54)
    for number, line in enumerate(lines):
        ImageDraw.Draw(page).text((300, 250 + 80 * number), line, font=font, fill=20)
    return page


def wrapped(text: str) -> list[str]:
    import textwrap

    return [line for paragraph in text.split("\n") for line in textwrap.wrap(paragraph, 70)]


def saved(pages: list, kind: str) -> bytes:
    stream = BytesIO()
    several = {"save_all": True, "append_images": pages[1:]} if kind in {"PDF", "TIFF"} else {}
    pages[0].save(stream, kind, dpi=(300, 300), **({"resolution": 300} if kind == "PDF" else {}), **several)
    return stream.getvalue()


@needs_tesseract
def test_a_scanned_sample_is_recognised():
    lines = wrapped(plain_text(SAMPLES / "cong-dien-227-cd-ttg.md"))
    document = read(saved([drawn(lines[:35]), drawn(lines[35:70])], "PDF"), "quet.pdf")
    assert document.recognised
    found = words("\n".join(block.text for block in document.blocks))
    assert share_read(words("\n".join(lines[:70])), found) >= 0.95


@needs_tesseract
@pytest.mark.parametrize(
    ("kind", "name"), [("PNG", "a.png"), ("JPEG", "a.jpg"), ("BMP", "a.bmp"), ("WEBP", "a.webp"), ("TIFF", "a.tiff")]
)
def test_pictures_of_pages_are_recognised_every_page(kind, name):
    pages = [drawn(["Điều 1. Giao việc cho các xã."]), drawn(["Điều 2. Hiệu lực thi hành."])]
    document = read(saved(pages if kind == "TIFF" else pages[:1], kind), name)
    assert document.recognised
    expected = ["Điều 1. Giao việc cho các xã.", "Điều 2. Hiệu lực thi hành."]
    assert [block.text for block in document.blocks] == (expected if kind == "TIFF" else expected[:1])


@needs_tesseract
def test_a_page_that_lies_on_its_side_is_read():
    lines = wrapped(plain_text(SAMPLES / "cong-dien-227-cd-ttg.md"))[:30]
    found = words("\n".join(texts(saved([drawn(lines).rotate(90, expand=True)], "PNG"), "a.png")))
    assert share_read(words("\n".join(lines)), found) >= 0.95


def test_a_text_layer_is_kept_as_it_is(corpus):
    for path in (corpus / "formats").glob("*.pdf"):
        assert not read_document(path, max_bytes=LIMIT).recognised


@pytest.mark.parametrize(("kind", "name"), [("PDF", "a.pdf"), ("PNG", "a.png")])
def test_without_tesseract_a_scan_says_what_to_install(kind, name, monkeypatch):
    data = saved([drawn(["Điều 1."])], kind)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReadError, match="apt install tesseract-ocr tesseract-ocr-vie"):
        read(data, name)


def test_without_vietnamese_data_a_scan_says_what_to_install(tmp_path, monkeypatch):
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\necho eng\n")
    program.chmod(0o755)
    data = saved([drawn(["Điều 1."])], "PNG")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReadError, match=r"dữ liệu tiếng Việt.*apt install"):
        read(data, "a.png")


def test_a_picture_bomb_is_refused():
    from PIL import Image

    stream = BytesIO()
    Image.new("1", (60_000, 30_000)).save(stream, "PNG")
    with pytest.raises(ReadError, match="Ảnh quá lớn"):
        read(stream.getvalue(), "a.png")


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.tiff", "a.webp", "a.bmp"])
def test_a_damaged_picture_says_so(name):
    with pytest.raises(ReadError, match="bị hỏng"):
        read(b"\x89PNG\r\n\x1a\n cut off", name)


def test_without_tesseract_the_few_pictures_among_pages_of_text_are_told(monkeypatch):
    import pypdfium2
    from test_readers import pdf_bytes

    document = pypdfium2.PdfDocument(
        pdf_bytes([[(72, 700, 11, f"Page {n} of the text of the plan.")] for n in range(5)])
    )
    document.import_pages(pypdfium2.PdfDocument(saved([drawn(["Điều 1."])], "PDF")))
    stream = BytesIO()
    document.save(stream)
    monkeypatch.setenv("PATH", "")
    read_in = read(stream.getvalue(), "a.pdf")
    assert not read_in.recognised
    assert "1 trang là ảnh (trang 6)" in read_in.remark
    assert "apt install tesseract-ocr" in read_in.remark
