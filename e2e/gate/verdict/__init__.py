"""The verdict: its inputs, its word, and its exit code."""
