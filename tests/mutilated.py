"""Makers of files that are broken, hostile or odd: small, built in code, the same every time."""

import bz2
import io
import os
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from conftest import SAMPLES, SHARED

SECRET = Path("/etc/passwd")
# The tests listen there: whoever asks is found out, even below Python.
PORT = 47_813
ELSEWHERE = f"http://127.0.0.1:{PORT}/x"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def lines() -> list[str]:
    """The text of a real directive, line by line."""
    text = (SAMPLES / "cong-dien-217-cd-ttg.md").read_text(encoding="utf-8")
    return [line for line in text.replace("*", "").splitlines() if line.strip()]


# Good files -----------------------------------------------------------------------------------------------------------


def txt() -> bytes:
    return "\n".join(lines()).encode()


def md() -> bytes:
    return (SAMPLES / "cong-dien-217-cd-ttg.md").read_bytes()


def html(head: str = "", more: str = "") -> bytes:
    body = "".join(f"<p>{line}</p>" for line in lines())
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}{more}</body></html>".encode()


def mhtml() -> bytes:
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=X\r\n\r\n--X\r\n"
    return head + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + html() + b"\r\n--X--\r\n"


def rtf(more: str = "") -> bytes:
    text = "\\par ".join("".join(c if c < "\x80" else f"\\u{ord(c)}?" for c in line) for line in lines())
    return f"{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl{{\\f0 Times;}}}}{more}{text}\\par}}".encode()


def docx() -> bytes:
    from docx import Document

    document = Document()
    for line in lines():
        document.add_paragraph(line)
    document.add_table(2, 2).cell(1, 1).text = "Bộ Công an chủ trì"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def odt(body: str = "", prologue: str = "") -> bytes:
    paragraphs = body or "".join(f"<text:p>{line}</text:p>" for line in lines())
    names = " ".join(f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "text", "table"))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{prologue}<office:document-content {names}><office:body><office:text>'
        f"{paragraphs}</office:text></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": kind.encode(), "content.xml": content.encode()})


def pdf(catalog: str = "", page: str = "", content: bytes = b"", pages: int = 1) -> bytes:
    """A PDF written by hand, with what is asked for put into its catalog, its page and its page's content."""
    shown = (
        content
        or b"BT /F 12 Tf 72 700 Td 14 TL "
        + b" ".join(
            f"({number}. Bo Cong an chu tri, hoan thanh truoc ngay {number}/6.) Tj T*".encode()
            for number in range(1, 9)
        )
        + b" ET"
    )
    kids = " ".join(["3 0 R"] * pages)
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
        f"<</Type/Pages/Count {pages}/Kids[{kids}]>>".encode(),
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        f"/Resources<</Font<</F 5 0 R>>/XObject<</X 4 0 R>>>>{page}>>".encode(),
        f"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length {len(shown)}>>stream\n".encode() + shown + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    data, places = b"%PDF-1.7\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj" % number + item + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % size + table
    return data + b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (size, start)


def png() -> bytes:
    from PIL import Image, ImageDraw

    image = Image.new("L", (400, 60), 255)
    ImageDraw.Draw(image).text((10, 20), "Bo Cong an chu tri, hoan thanh truoc ngay 30", fill=0)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def page_of_words() -> bytes:
    """A page so full that recognising it takes several seconds."""
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("L", (3000, 4000), 255)
    font = ImageFont.load_default(size=26)
    for top in range(0, 4000, 40):
        ImageDraw.Draw(image).text(
            (10, top), "Bo Cong an chu tri hoan thanh truoc ngay 30 thang 6 " * 5, fill=0, font=font
        )
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def tiff() -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.open(io.BytesIO(png())).save(buffer, "TIFF")
    return buffer.getvalue()


def good_files() -> dict[str, bytes]:
    """One good file of every format by a name with its suffix; ``.doc`` where the real documents are at hand."""
    makers: list[Callable[[], bytes]] = [txt, md, html, mhtml, rtf, docx, odt, pdf, png, tiff]
    files = {f"tot.{maker.__name__}": maker() for maker in makers}
    for real in sorted((SHARED / "corpus" / "formats").glob("*.doc"))[:1]:
        files["tot.doc"] = real.read_bytes()
    return files


# Packages and archives ------------------------------------------------------------------------------------------------


def zipped(files: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", how) as package:
        for name, data in files.items():
            package.writestr(zipfile.ZipInfo(name), data, how)
    return buffer.getvalue()


def repacked(package: bytes, changes: dict[str, Callable[[bytes], bytes] | bytes]) -> bytes:
    """A package with parts changed or added."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    for name, change in changes.items():
        parts[name] = change if isinstance(change, bytes) else change(parts.get(name, b""))
    return zipped(parts)


def _named(names: list[str], **info: Any) -> bytes:
    """An archive of good text files under odd names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number, name in enumerate(names):
            entry = zipfile.ZipInfo("x")
            # Set afterwards, as the constructor would tidy it.
            entry.filename = name
            for key, value in info.items():
                setattr(entry, key, value)
            archive.writestr(entry, txt() + b"%d" % number)
    return buffer.getvalue()


def _patched_sizes(size: int) -> bytes:
    """An archive that says another unpacked size than its file has."""
    data = bytearray(zipped({"a.txt": txt()}))
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, size)
    return bytes(data)


def _flagged(flag: int) -> bytes:
    data = bytearray(zipped({"a.txt": txt()}))
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.index(mark) + place] |= flag
    return bytes(data)


def _with_bad_stream() -> bytes:
    """An archive whose only file is no deflated stream at all."""
    data = bytearray(zipped({"a.txt": txt()}))
    data[35:60] = b"\xff" * 25
    return bytes(data)


def _overlapping() -> bytes:
    """Many entries of the directory for one and the same file."""
    data = zipped({"a.txt": b"0" * 10_000_000})
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    tail = bytearray(data[end:])
    struct.pack_into("<HHI", tail, 8, 60, 60, 60 * (end - start))
    return data[:start] + data[start:end] * 60 + bytes(tail)


def bz2_bomb(blocks: int) -> bytes:
    """A few kilobytes that unpack to ``blocks`` times 0.9 MB while the directory says 100 bytes."""
    packer = bz2.BZ2Compressor()
    packed = b"".join(packer.compress(b"\0" * 900_000) for _ in range(blocks)) + packer.flush()
    name = b"bom.txt"
    common = struct.pack("<HHHHIIIHH", 0, 12, 0, 0x21, 0, len(packed), 100, len(name), 0)
    local = b"PK\x03\x04" + struct.pack("<H", 46) + common + name + packed
    entry = b"PK\x01\x02" + struct.pack("<HH", 46, 46) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    return local + entry + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry), len(local), 0)


def lzma_with_huge_dictionary() -> bytes:
    """A small file that asks its reader for four gigabytes to unpack it."""
    data = bytearray(zipped({"a.txt": txt()}, zipfile.ZIP_LZMA))
    struct.pack_into("<I", data, data.index(b"a.txt") + 10, 0xFFFFFFF0)
    return bytes(data)


def _nested_zip(depth: int) -> bytes:
    data = zipped({"a.txt": b"0" * 10_000_000})
    for number in range(depth):
        data = zipped({f"{number}-{copy}.zip": data for copy in range(4)})
    return data


def archives() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Hostile, broken and odd archives by name."""
    yield "bom.zip", lambda: _nested_zip(3)
    yield "bom-bz2.zip", lambda: bz2_bomb(100)
    yield "chong-nhau.zip", lambda: _overlapping()
    yield "dong.zip", lambda: zipped({f"{number}.txt": b"" for number in range(60_000)}, zipfile.ZIP_STORED)
    yield "sai-co-nho.zip", lambda: _patched_sizes(10)
    yield "sai-co-lon.zip", lambda: _patched_sizes(1 << 30)
    yield "mat-khau.zip", lambda: _flagged(1)
    yield "hong-dong.zip", lambda: _with_bad_stream()
    yield "khong-phai.zip", lambda: txt()
    yield "cut.zip", lambda: zipped({"a.txt": txt()})[:-30]
    yield "thoat.zip", lambda: _named(["../../thoat.txt", "/etc/thoat.txt", "..\\..\\thoat-2.txt", "C:\\thoat-3.txt"])
    yield (
        "ten-la.zip",
        lambda: _named(["a\x00b.txt", "dao\u202etxt.exe.txt", "x" * 30_000 + ".txt", "\x1b[31m.txt", ".txt", "..txt"]),
    )
    yield "hoa-thuong.zip", lambda: _named(["Văn bản.txt", "văn bản.TXT", "VĂN BẢN.txt"])
    yield "cung-ten.zip", lambda: _named(["a/b.txt", "a/./b.txt", "a/../a/b.txt", "/a/b.txt"])
    yield "lien-ket.zip", lambda: _named(["lien-ket.txt"], external_attr=0o120777 << 16)
    yield "lzma.zip", lambda: zipped({"a.txt": txt()}, zipfile.ZIP_LZMA)
    yield (
        "nen-la.zip",
        lambda: bytes(zipped({"a.txt": txt()})).replace(b"\x14\x00\x00\x00\x08\x00", b"\x14\x00\x00\x00\x63\x00"),
    )


# Hostile documents ----------------------------------------------------------------------------------------------------


def _laughs(root: str, depth: int = 10) -> str:
    entities = '<!ENTITY e0 "ha ha ha ha ">' + "".join(
        f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, depth)
    )
    return f"<!DOCTYPE {root} [{entities}]>"


def _stealing(root: str) -> str:
    return f'<!DOCTYPE {root} [<!ENTITY x SYSTEM "file://{SECRET}"><!ENTITY y SYSTEM "{ELSEWHERE}">]>'


def _word_with(prologue: str, text: str) -> bytes:
    document = (
        f'<?xml version="1.0"?>{prologue}<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>Công điện {text}'
        "</w:t></w:r></w:p></w:body></w:document>"
    )
    return repacked(docx(), {"word/document.xml": document.encode()})


def _word_with_links() -> bytes:
    """A template, a picture, a page and a program from elsewhere, and macros."""
    kinds = ("attachedTemplate", "image", "aFChunk", "oleObject", "hyperlink")
    links = "".join(
        f'<Relationship Id="x{number}" Type="{_LINKS}/{kind}" Target="{ELSEWHERE}" TargetMode="External"/>'
        for number, kind in enumerate(kinds)
    )
    chunk = f'<w:altChunk xmlns:r="{_LINKS}" r:id="x2"/>'
    return repacked(
        docx(),
        {
            "word/_rels/document.xml.rels": lambda part: part.replace(
                b"</Relationships>", links.encode() + b"</Relationships>"
            ),
            "word/document.xml": lambda part: part.replace(b"<w:body>", b"<w:body>" + chunk.encode()),
            "word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"Sub AutoOpen()" * 50,
        },
    )


def _word_with_body(body: str) -> bytes:
    start = f'<?xml version="1.0"?><w:document xmlns:w="{_WORD}"><w:body>'
    return repacked(docx(), {"word/document.xml": f"{start}{body}</w:body></w:document>".encode()})


def _wide_word_table() -> bytes:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p><w:r><w:t>Bộ Công an</w:t></w:r></w:p></w:tc>'
    row = f'<w:tr><w:trPr><w:gridBefore w:val="2000000000"/></w:trPr>{cell}</w:tr>'
    return _word_with_body(f"<w:tbl><w:tblPr/><w:tblGrid/>{row * 3}</w:tbl>")


def _deep_word() -> bytes:
    depth = 5000
    return _word_with_body("<w:sdt><w:sdtContent>" * depth + "<w:p/>" + "</w:sdtContent></w:sdt>" * depth)


def _deep_odt() -> bytes:
    depth = 200
    spans = "<text:span>" * depth + "Công điện" + "</text:span>" * depth
    return odt("<text:section>" * depth + f"<text:p>{spans}</text:p>" + "</text:section>" * depth)


def _wide_odt() -> bytes:
    cell = '<table:table-cell table:number-columns-repeated="99999"><text:p>Bộ Công an</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="99999">{cell * 20}</table:table-row>'
    return odt(f"<table:table>{row * 50}</table:table>")


def _active_html() -> bytes:
    head = (
        f"<script src='{ELSEWHERE}'>fetch('{ELSEWHERE}')</script><link rel=stylesheet href='{ELSEWHERE}'>"
        f"<meta http-equiv=refresh content='0;url={ELSEWHERE}'><base href='{ELSEWHERE}'>"
        f"<style>@import url({ELSEWHERE});</style>"
    )
    more = (
        f"<img src='{ELSEWHERE}' onerror='alert(1)'><iframe src='{ELSEWHERE}'></iframe><object data='{ELSEWHERE}'>"
        f"</object><embed src='{ELSEWHERE}'><svg><image href='{ELSEWHERE}'/></svg><form action='{ELSEWHERE}'></form>"
    )
    return html(head, more)


def _active_pdf() -> bytes:
    actions = [
        f"<</S/JavaScript/JS(app.launchURL\\('{ELSEWHERE}'\\))>>",
        f"<</S/URI/URI({ELSEWHERE})>>",
        "<</S/Launch/F(/bin/sh)>>",
        f"<</S/GoToR/F(file://{SECRET})>>",
    ]
    catalog = f"/OpenAction{actions[0]}/AA<</WC{actions[1]}>>/Names<</EmbeddedFiles<</Names[(a.txt) 4 0 R]>>>>"
    return pdf(catalog, f"/AA<</O{actions[2]}/C{actions[3]}>>")


def _packed_pdf() -> bytes:
    """A page whose content unpacks to 200 MB of nothing."""
    packed = zlib.compress(zlib.compress(b" " * 200_000_000))
    data = pdf(content=packed)
    return data.replace(b"/BBox", b"/Filter[/FlateDecode/FlateDecode]/BBox")


def _huge_png(side: int = 60_000) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = zlib.compressobj(9)
    pixels = row.compress(b"\0" * (side // 8 + 1) * 2000) + row.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def looping_ole() -> bytes:
    """A container whose table of sectors and whose directory follow themselves for ever."""
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504)
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIII", header, 44, 1, 1, 0, 4096, 1, 1, 1, 1)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, 1, *[1] * 126)
    name = "Root Entry".encode("utf-16-le")
    entry = name.ljust(64, b"\0") + struct.pack("<HBBIII", len(name) + 2, 5, 1, 1, 1, 1)
    return bytes(header) + table + (entry.ljust(116, b"\0") + struct.pack("<III", 1, 0x7FFFFFFF, 0)) * 4


def _deep_mhtml(depth: int = 3000) -> bytes:
    parts = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(depth))
    return b"MIME-Version: 1.0\r\n" + parts + b"Content-Type: text/html\r\n\r\n" + html()


def _half_pairs() -> bytes:
    """Text in no known encoding that declares one whose escapes give halves of letters."""
    chance = random.Random(3)
    words = re.findall(
        r"\w+", "Bo Cong an chu tri ra soat doi voi cac tinh mien Bac phong chong bao lu nam nay quy dinh"
    )
    some = (b" ".join(chance.choice(words).encode() + b"\xe9" * (n % 3 == 0) for n in range(14)) for _ in range(60))
    return b"<meta charset=raw_unicode_escape>\n" + b"".join(b"%s \\ud800 x.\n" % line for line in some)


def texts() -> Iterator[tuple[str, Callable[[], bytes]]]:
    yield "trieu-dong.txt", lambda: b"Dong thu nhat.\n" * 1_000_000
    yield "mot-dong.txt", lambda: b"chu " * 5_000_000
    yield "dau.txt", lambda: "\u0300\u0301\u0323".encode() * 100_000
    yield "dau-chong.txt", lambda: ("a" + "\u0323\u0301" * 200_000).encode()
    yield "the-chu.txt", lambda: b"a\xed\xa0\x80\xed\xb0\x80 " * 20_000
    yield "nua-chu.txt", lambda: _half_pairs()
    yield "nguoc.txt", lambda: "\u202eCông điện\u202d \u2067thử\u2069 ".encode() * 5_000
    yield "vo-hinh.txt", lambda: "\u200b\u200d\ufeff\u2060".encode() * 50_000
    yield "nua-utf16.txt", lambda: txt().decode().encode("utf-16-le")[1:20_001]
    yield "nhi-phan.txt", lambda: random.Random(1).randbytes(100_000)
    yield "khong.txt", lambda: b"\0" * 100_000
    yield "rong.txt", lambda: b""
    yield "gach.md", lambda: b"> " * 20_000 + b"x"
    yield "sao.md", lambda: b"**a *b __c " * 20_000
    yield "ngoac.md", lambda: b"[" * 100_000 + b"](" * 50_000
    yield "nhay.md", lambda: b"`" * 50_000 + b"a" + b"``` " * 20_000
    yield "bang.md", lambda: b"|a" * 3000 + b"|\n" + b"|-" * 3000 + b"|\n" + (b"|b" * 3000 + b"|\n") * 20


def pages() -> Iterator[tuple[str, Callable[[], bytes]]]:
    yield "hoat-dong.html", lambda: _active_html()
    yield "sau.html", lambda: html(more="<div>" * 100_000 + "x" + "</div>" * 100_000)
    yield "sau-vua.html", lambda: html(more="<div>" * 240 + "Công điện" + "</div>" * 240)
    yield "bang-long.html", lambda: html(more="<table><tr><td>" * 80 + "x")
    yield "nhon.html", lambda: b"<html>" + b"<" * 5_000_000
    yield "khong-dong.html", lambda: html(more="<p><b><i><ul><li>" * 20_000)
    yield "thuc-the.html", lambda: (_laughs("html") + "<html><body>Công điện &e9;</body></html>").encode()
    yield "trom.html", lambda: (_stealing("html") + "<html><body>Công điện &x;&y;</body></html>").encode()
    yield "svg.html", lambda: html(more=f"<svg>{_stealing('svg')}<text>&x;</text></svg>")
    yield (
        "rong-o.html",
        lambda: html(more=f"<table>{'<tr><td colspan=9999999 rowspan=9999999>a</td></tr>' * 3000}</table>"),
    )
    yield "so-lon.html", lambda: html(more=f"<ol start={'9' * 5000}><li>Bộ Công an</ol>")
    yield "so-mu.html", lambda: html(more="<ol start=²><li>Bộ Công an</ol><table><tr><td colspan=²>a<td>b</table>")
    yield (
        "ma-la.html",
        lambda: b"<meta charset=unicode_escape><p>C\xf4ng \xf0i\xean \xff\xfe\xfd \\ud800 \\udfff</p>" * 40,
    )
    yield "ma-khong.html", lambda: b"<meta charset=undefined><p>C\xf4ng \xf0i\xean \xff\xfe\xfd \xe0\xe1</p>" * 40
    yield (
        "ma-ten-mien.html",
        lambda: b"<meta charset=idna><p>C\xf4ng \xf0i\xean \xff\xfe\xfd" + b"\xe0a" * 40 + b"</p>" * 40,
    )
    yield "the-chu.html", lambda: html(more="<p>&#xD800; &#xDFFF; &#x110000; &#0; &#x1b;[31m</p>")
    yield "sau.mhtml", lambda: _deep_mhtml()
    yield (
        "trang-rong.mht",
        lambda: (
            b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=\x00\r\nContent-Transfer-Encoding: base64\r\n\r\n!!"
        ),
    )


def office() -> Iterator[tuple[str, Callable[[], bytes]]]:
    yield "lien-ket.docx", lambda: _word_with_links()
    yield "cuoi.docx", lambda: _word_with(_laughs("w:document"), "&e9;")
    yield "trom.docx", lambda: _word_with(_stealing("w:document"), "&x;&y;")
    yield "rong-o.docx", lambda: _wide_word_table()
    yield "sau.docx", lambda: _deep_word()
    yield "bom.docx", lambda: repacked(docx(), {"word/media/a.bin": b"\0" * 100_000_000})
    yield "thoat.docx", lambda: repacked(docx(), {"../../thoat.txt": b"x", "/tmp/thoat.txt": b"x"})
    yield "chi-gia.docx", lambda: zipped({"word/a.txt": b"x"})
    yield "cuoi.odt", lambda: odt("<text:p>Công điện &e9;</text:p>", _laughs("office:document-content"))
    yield "trom.odt", lambda: odt("<text:p>Công điện &x;&y;</text:p>", _stealing("office:document-content"))
    yield "sau.odt", lambda: _deep_odt()
    yield "rong-o.odt", lambda: _wide_odt()
    yield "nhom.rtf", lambda: b"{\\rtf1 " + b"{" * 100_000 + b"x" + b"}" * 100_001
    yield "nhi-phan.rtf", lambda: rtf("\\bin2147483647 ")
    yield (
        "so-lon.rtf",
        lambda: rtf("\\uc9999999\\itap999999999\\trowd\\cellx1 a\\cell\\row\\ansicpg99999\\f-5 \\u-99999? "),
    )
    yield "the-chu.rtf", lambda: rtf("\\u-10240? \\u55357? a \\u56832? ")
    yield "ghi-chu.rtf", lambda: rtf("{\\footnote " * 1500 + "x" + "}" * 1500)
    yield "vong.doc", lambda: looping_ole()
    yield "hoat-dong.pdf", lambda: _active_pdf()
    yield "bom.pdf", lambda: _packed_pdf()
    yield "lap.pdf", lambda: pdf(content=b"/X Do BT /F 12 Tf (lap) Tj ET")
    yield "nhieu-trang.pdf", lambda: pdf(pages=20_000)
    yield "trang-lon.pdf", lambda: pdf().replace(b"[0 0 595 842]", b"[0 0 9e9 9e9]")
    yield "bom.png", lambda: _huge_png()
    yield "hong.tiff", lambda: tiff()[:300] + b"\xff" * 200
    yield "ma-doc.tif", lambda: b"II*\x00\x08\x00\x00\x00\xff\xff" + b"\xff" * 60


def hostile_files() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Every hostile document by name."""
    yield from texts()
    yield from pages()
    yield from office()


# Oddities of a folder -------------------------------------------------------------------------------------------------


def place_odd_files(folder: Path) -> None:
    """What a folder may hold beside plain files, as far as this system allows."""
    (folder / "thu-muc.docx").mkdir()
    os.mkfifo(folder / "ong.txt")
    for name, target in {
        "mat-khau.txt": SECRET,
        "vong.txt": folder / "vong.txt",
        "mat.txt": folder / "khong-co",
    }.items():
        (folder / name).symlink_to(target)
    (folder / "vong-thu-muc").symlink_to(folder)
    (folder / ("dài" * 62 + "aaa.txt")).write_bytes(txt())
    Path(os.fsdecode(os.fsencode(folder) + b"/c\xf4ng \xfe.txt")).write_bytes(txt())
    closed = folder / "cam.txt"
    closed.write_bytes(txt())
    closed.chmod(0)


# Mutilations ----------------------------------------------------------------------------------------------------------


def truncations(data: bytes) -> Iterator[bytes]:
    yield from (data[: max(1, len(data) * percent // 100)] for percent in (1, 10, 50, 90, 99))


def bit_flips(data: bytes, seed: int, times: int) -> Iterator[bytes]:
    """Versions of ``data``, each with a few bits turned over."""
    chance = random.Random(seed)
    for _ in range(times):
        flipped = bytearray(data)
        for _ in range(chance.choice((1, 3, 30))):
            flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        yield bytes(flipped)
