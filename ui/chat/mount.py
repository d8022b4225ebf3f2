"""Mounts the chat beside the API: whatever address the API does not know is the chat's."""

import os
from importlib.resources import files
from typing import TYPE_CHECKING

from ui.api.state import ApiState
from ui.chat.gate import ChatGate
from ui.chat.markup import static_text

if TYPE_CHECKING:
    from fastapi import FastAPI


_SCRIPTS = ("source_panel.js", "upload.js", "gradio_words.js")


def mount_chat(app: "FastAPI", state: ApiState) -> "FastAPI":
    """Serve the chat at ``/`` of the API's app; the API's own addresses and errors stay as they are."""
    _keep_gradio_at_home(state)
    import gradio as gr

    from ui.chat.look import gradio_words, theme
    from ui.chat.page import build_page

    gr.mount_gradio_app(
        app,
        build_page(state),
        "/",
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        pwa=False,
        ssr_mode=False,
        mcp_server=False,
        show_error=False,
        max_file_size=state.settings.max_file_bytes,
        favicon_path=str(files("ui.chat") / "static" / "favicon.svg"),
        theme=theme(),
        i18n=gradio_words(),
        head=_head(),
    )
    # Gradio mounts itself over every address. As the router's last resort it leaves 404 and 405 to the API.
    mounted = app.router.routes.pop()
    app.router.default = ChatGate(mounted.app, state)  # type: ignore[attr-defined]
    return app


def _head() -> str:
    """The page's own style and scripts. Given as ``css``, Gradio would confine the style to its own element."""
    scripts = "\n".join(static_text(name) for name in _SCRIPTS)
    return f"<style>{static_text('chat.css')}</style><script>{scripts}</script>"


def _keep_gradio_at_home(state: ApiState) -> None:
    """Gradio reads these when it is imported: its files stay in the data folder and it tells nobody anything."""
    os.environ["GRADIO_TEMP_DIR"] = str(state.settings.data_dir / "uploads" / "chat")
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
