"""Vietnamese text: folding, tokens, sentences."""
