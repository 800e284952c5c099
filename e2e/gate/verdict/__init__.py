"""The verdict: what it is decided from, its word, and its exit code."""
