"""The chat door (Gradio, mounted on the API's app)."""
