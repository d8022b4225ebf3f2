"""Question sets, metrics and benchmarks; nothing the product needs to run."""
