"""How Gradio's own parts look and what they say: system fonts, sober colours, Vietnamese words."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gradio as gr

# Fonts that are on people's machines; Gradio's default ones are looked for on the web.
_FONTS = ("Segoe UI", "Roboto", "Noto Sans", "Helvetica Neue", "Arial", "sans-serif")
_FIXED_FONTS = ("Consolas", "DejaVu Sans Mono", "monospace")

# One red, light to dark.
_RED = (
    "#fbf1ef", "#f6dedb", "#ecbdb7", "#e0968d", "#cc6459", "#b03c30",
    "#8f1d14", "#74150e", "#5b110b", "#450d09", "#2e0906",
)  # fmt: skip

# Gradio has no Vietnamese; where it would fall back to English it finds these. Keys are those of its lang/en.json.
_WORDS = {
    "common.loading": "Đang tải",
    "common.error": "Lỗi",
    "common.clear": "Xóa",
    "common.remove": "Bỏ",
    "common.submit": "Gửi",
    "common.empty": "Trống",
    "common.progress": "Tiến độ",
    "dropdown.dropdown": "Danh sách chọn",
    "status.queue_position": "Đang chờ lượt: {position}/{size}",
    "blocks.connection_can_break": "Trên điện thoại, kết nối có thể đứt khi rời trang này.",
    "blocks.long_requests_queue": "Đang có nhiều người hỏi; xin chờ.",
    "blocks.lost_connection": "Mất kết nối do rời trang; đang nối lại…",
}


def theme() -> "gr.themes.Base":
    """The theme: 16 px text, dark red, no font that is not already there."""
    import gradio as gr

    return gr.themes.Default(
        primary_hue=gr.themes.Color(*_RED, name="do-tham"),
        neutral_hue=gr.themes.colors.stone,
        text_size=gr.themes.sizes.text_lg,
        radius_size=gr.themes.sizes.radius_md,
        font=_FONTS,
        font_mono=_FIXED_FONTS,
    ).set(
        body_background_fill="#faf8f5",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
        button_primary_background_fill_dark="*primary_600",
        button_primary_background_fill_hover_dark="*primary_500",
        button_primary_text_color="#ffffff",
        button_large_text_size="16px",
    )


def gradio_words() -> "gr.I18n":
    """Vietnamese for what Gradio itself says."""
    import gradio as gr

    return gr.I18n(en=_WORDS, vi=_WORDS)
