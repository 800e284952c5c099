"""`python -m e2e.tools.bench.peers`: the tools that people would use instead, on the same scenarios."""
