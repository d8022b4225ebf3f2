"""The three doors: terminal, HTTP and chat."""
