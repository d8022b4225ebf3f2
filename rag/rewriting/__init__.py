"""A language model's rewriting of the evidence, where one is configured."""
