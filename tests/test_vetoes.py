"""What no answer may lack: the place asked about, the sum, the comparison; and what became of documents not held."""

import pytest
from conftest import ingest

from index.library import Library
from index.settings import Settings
from rag.assistant import Assistant

GRANTS = """ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 77/QĐ-UBND
Lâm Đồng, ngày 02 tháng 12 năm 2025

QUYẾT ĐỊNH
Về việc hỗ trợ các xã khắc phục hậu quả thiên tai

ỦY BAN NHÂN DÂN TỈNH

Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;

QUYẾT ĐỊNH:

Điều 1. Hỗ trợ các xã bị thiệt hại do mưa lũ như sau: xã Hòa Ninh 1.200 triệu đồng; xã Đức Trọng 900 triệu đồng.

Điều 2. Bãi bỏ Quyết định số 15/2021/QĐ-UBND ngày 10 tháng 3 năm 2021 của Ủy ban nhân dân tỉnh.

Điều 3. Các xã báo cáo kết quả thực hiện về Sở Tài chính.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Trần Văn Sáu
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, encoder):
    folder = tmp_path_factory.mktemp("grants")
    (folder / "quyet-dinh-77.txt").write_text(GRANTS, "utf-8")
    library = Library(Settings(data_dir=folder / "data"), encoder)
    ingest(library, folder / "quyet-dinh-77.txt")
    yield Assistant(library)
    library.close()


def test_another_province_is_not_answered_for(assistant):
    assert assistant.ask("Tỉnh Nghệ An hỗ trợ xã Hòa Ninh bao nhiêu tiền?").abstained
    assert "1.200 triệu đồng" in assistant.ask("Tỉnh Lâm Đồng hỗ trợ xã Hòa Ninh bao nhiêu tiền?").text


def test_which_is_the_most_is_not_reckoned(assistant):
    assert assistant.ask("Xã nào được hỗ trợ nhiều tiền nhất do mưa lũ?").abstained


def test_a_document_that_is_not_here_is_told_to_be_ended_by_one_that_is(assistant):
    answer = assistant.ask("Quyết định 15/2021/QĐ-UBND còn hiệu lực không?")
    assert "Bãi bỏ Quyết định số 15/2021/QĐ-UBND" in answer.text
    assert answer.citations[0].document_number == "77/QĐ-UBND"


def test_a_part_that_the_document_does_not_have_is_said_to_be_missing(assistant):
    answer = assistant.ask("Quyết định 77/QĐ-UBND có hiệu lực khi nào?")
    assert answer.abstained
    assert "ngày có hiệu lực" in answer.text
