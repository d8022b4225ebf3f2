"""Text to vectors: the offline encoder and how it is built."""
