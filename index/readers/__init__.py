"""Readers: the bytes of one file to the blocks of its text."""
