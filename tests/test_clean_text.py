"""Clean text: what pages and portals put around a document is gone, and nothing of the document with it."""

import re

import pytest

from eval import bench_clean_text
from index.readers.reading import read_bytes

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
LETTERHEAD = ["ỦY BAN NHÂN DÂN", "TỈNH SAO MAI", MOTTO, "Độc lập - Tự do - Hạnh phúc", "Số: 15/QĐ-UBND"]
SENTENCE = "Các xã rà soát từng hộ dân trong vùng sạt lở, lập phương án di dời trước ngày 15 tháng 3 năm 2026."
SENTENCES = [
    f"{n} xã rà soát từng hộ dân trong vùng sạt lở, di dời trước ngày 15 tháng 3 năm 2026." for n in range(3, 7)
]


def texts(lines: list[str], suffix: str = ".txt") -> list[str]:
    data = "\n".join(lines).encode()
    return [block.text for block in read_bytes(data, f"a{suffix}", max_bytes=1_000_000).blocks]


def words(texts: list[str]) -> list[str]:
    return re.findall(r"\w+", " ".join(texts))


@pytest.mark.parametrize("half", ["looking", "frozen"])
def test_of_labelled_pages_the_document_is_kept_and_hardly_anything_else(half):
    pages = list(bench_clean_text._pages(bench_clean_text._SET / half))
    assert len(pages) >= 8
    for page in pages:
        found, wanted, both = bench_clean_text.measure(page).words
        assert both == wanted, f"{page.path.name} lost words of the document"
        assert both / found >= 0.85, f"{page.path.name} kept too much of the page"
    totals = [bench_clean_text.measure(page).words for page in pages]
    assert sum(both for _, _, both in totals) / sum(found for found, _, _ in totals) >= 0.97


def test_real_articles_are_kept_whole_and_alone(corpus):
    assert (corpus / "press").is_dir()
    for page in bench_clean_text._press_pages():
        found, wanted, both = bench_clean_text.measure(page).words
        assert (both / found, both / wanted) == (pytest.approx(1.0, abs=0.01), 1.0), page.path.name


# The page in the way --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["- 2 -", "Trang 2/7", "CÔNG BÁO/Số 45 + 46/Ngày 20-01-2026 3", "2"])
@pytest.mark.parametrize("gap", [[], [""]])
def test_a_sentence_over_a_page_end_is_one_sentence(mark, gap):
    before = "1. Ủy ban nhân dân các xã rà soát từng hộ dân trong vùng sạt lở ven suối, lập phương án"
    lines = [*LETTERHEAD, "", before, *gap, mark, *gap, "di dời trước ngày 15 tháng 3 năm 2026."]
    assert texts(lines)[-1] == f"{before} di dời trước ngày 15 tháng 3 năm 2026."


def test_a_running_head_that_returns_in_the_middle_of_sentences_is_dropped():
    head = "Báo cáo tổng kết phong trào trồng rừng"
    page = ["Các xã rà soát từng hộ dân trong vùng sạt lở ven suối và lập", head, "phương án di dời trước mùa mưa."]
    body = [line for number in range(3) for line in [*page, "", *[f"{number}.{n}. {SENTENCE}" for n in range(9)], ""]]
    found = texts(body)
    assert head not in " ".join(found)
    assert found.count(f"{page[0]} {page[2]}") == 3


def test_stamps_of_signatures_and_of_the_post_are_dropped():
    stamp = ["Người ký: VĂN PHÒNG ỦY BAN", "Email: vp@saomai.gov.vn", "Thời gian ký: 12.01.2026 16:22:05 +07:00"]
    found = texts([*stamp, "CÔNG VĂN ĐẾN Số: 1203 Ngày 03/12/2025", *LETTERHEAD, "", SENTENCE])
    assert found == [*LETTERHEAD, SENTENCE]


def test_a_lone_line_that_only_looks_like_a_stamp_is_text():
    assert "Cơ quan: Sở Y tế tỉnh Sao Mai" in texts([*LETTERHEAD, "", "Cơ quan: Sở Y tế tỉnh Sao Mai", "", SENTENCE])


# Nothing lost ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "Chia sẻ dữ liệu giữa các cơ sở dữ liệu quốc gia.",
        "Theo báo cáo của Sở Xây dựng, toàn tỉnh còn 86 hồ chứa chưa kiểm định an toàn.",
        "Đường dây nóng: 0200 123 456.",
        "Giấy phép số 15 ngày 02 tháng 3 năm 2026 hết hiệu lực.",
        "Lưu ý: các xã báo cáo cả số liệu ước tính.",
        "Nguồn: Cục Thống kê tỉnh.",
        "Văn bản liên quan",
        "Tổng biên tập Báo Sao Mai chịu trách nhiệm tuyên truyền.",
        "Trang thiết bị",
        "Xem chi tiết tại Phụ lục kèm theo.",
        "Bình luận",
        "Ghi chú: số liệu tính đến ngày 15/3.",
    ],
)
def test_an_official_text_keeps_lines_that_sound_like_a_web_page(line):
    source = [*LETTERHEAD, "", SENTENCE, "", line, "", SENTENCE, "", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Văn Nam"]
    assert line in texts(source)


def test_the_end_of_a_broken_sentence_is_not_a_share_line():
    source = [*LETTERHEAD, "", "Cổng thông tin của tỉnh phải có chức năng tra cứu, theo dõi hồ sơ,", "tìm kiếm", ""]
    assert words(texts([*source, SENTENCE])) == words([*source, SENTENCE])


def test_a_note_without_letterhead_and_without_a_web_page_keeps_everything():
    note = ["Biên bản họp thôn Đá Bạc", "Thành phần", "", *SENTENCES, "", "THƯ KÝ", "Lê Văn Nam"]
    assert words(texts(note)) == words(note)


def test_annexes_after_the_signature_stay():
    source = [*LETTERHEAD, "", SENTENCE, "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "CHỦ TỊCH", "Lê Văn Nam", ""]
    annex = ["PHỤ LỤC", "Ghi chú", "Văn bản liên quan", "1. Quyết định số 12/QĐ-UBND về trồng cây."]
    assert words(texts([*source, *annex])) == words([*source, *annex])


def test_tools_of_a_portal_below_the_signature_go():
    source = [*LETTERHEAD, "", SENTENCE, "", "Nơi nhận:", "- Lưu: VT.", "", "CHỦ TỊCH", "", "Lê Văn Nam", ""]
    tools = ["Lưu trữ", "Ghi chú", "Ý kiến", "Văn bản liên quan", "Quyết định số 12/QĐ-UBND về trồng cây"]
    assert words(texts([*source, *tools])) == words(source)


def test_a_link_alone_in_an_official_page_is_text():
    page = f"<body><p>{MOTTO}</p><p>Điều 1. Phạm vi.</p><p>{SENTENCE}</p><p>{SENTENCE}</p><ul><li><a href='/vb/12'>"
    page += "Quyết định số 12/QĐ-UBND về trồng cây ven đường</a></li></ul></body>"
    assert "- Quyết định số 12/QĐ-UBND về trồng cây ven đường" in texts([page], ".html")


# Pages of news --------------------------------------------------------------------------------------------------------


def test_menus_labels_names_and_notes_of_a_news_page_go():
    headline = "Sao Mai di dời 120 hộ khỏi vùng sạt lở ven suối"
    page = [
        *("Trang chủ", "Mới nhất", "Xã hội", headline, "Chia sẻ", "Nghe đọc bài", "0:00 / 2:15", SENTENCES[0]),
        *("Quang cảnh cuộc họp. Ảnh: Minh Trí", SENTENCES[1], "Xem thêm: Chi ba tỷ đồng sửa kè", *SENTENCES[2:]),
        *("Minh Trí/TTXVN", "Theo TTXVN", "Từ khóa liên quan:", "#sạt lở", "Tin cùng chuyên mục"),
        *("Khánh thành cầu treo", "© 2026 Báo Sao Mai"),
    ]
    assert texts(page) == [headline, *SENTENCES]


@pytest.mark.parametrize("line", ["Trang chủ", "Chia sẻ", "In bài viết", "Đăng nhập", "Tìm kiếm", "Menu", "Tải về"])
@pytest.mark.parametrize("mark", ["", "- ", "1. "])
def test_what_an_official_text_says_of_a_page_is_text(line, mark):
    source = [*LETTERHEAD, "", SENTENCE, "Trang tin của xã có các mục sau:", mark + line, mark + "Liên hệ", SENTENCE]
    source += [mark + line, "Điều 2. Hiệu lực.", "CHỦ TỊCH", "Lê Văn Nam"]
    assert words(texts(source)) == words(source)


@pytest.mark.parametrize("line", ["Tin liên quan", "Tin mới hơn", "Văn bản khác"])
def test_one_title_of_a_list_below_the_signature_ends_the_document(line):
    source = [*LETTERHEAD, "", SENTENCE, "", "Nơi nhận:", "- Lưu: VT.", "", "CHỦ TỊCH", "", "Lê Văn Nam", ""]
    assert words(texts([*source, line, "Trồng cây ven đường ở Sao Mai"])) == words(source)


def test_a_document_without_signature_keeps_its_last_lines():
    source = ["CHỦ TỊCH ỦY BAN NHÂN DÂN", *LETTERHEAD, "", SENTENCE, "Tin liên quan", "Bản tin số 2 của xã", SENTENCE]
    assert words(texts(source)) == words(source)


def test_an_annex_below_the_signature_keeps_its_lists():
    source = [*LETTERHEAD, "", SENTENCE, "- Lưu: VT.", "CHỦ TỊCH", "Lê Văn Nam", "", "PHỤ LỤC", "Các nút của trang"]
    source += ["Trang chủ", "Tin liên quan", "Chia sẻ", "Điều 1. Màu của nút."]
    assert words(texts(source)) == words(source)
