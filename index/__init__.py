"""Everything that turns files into something searchable, and the two places it is kept."""
