"""What is said, made of verbatim quotes."""
