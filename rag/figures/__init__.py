"""Figures that documents state, and what they were at other times."""
