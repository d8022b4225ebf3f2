"""The language model's instructions, one Markdown file each, and the loader that checks them."""
