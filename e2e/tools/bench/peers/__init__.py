"""The tools that people would use instead, on the same five scenarios: `python -m e2e.tools.bench.peers`."""
