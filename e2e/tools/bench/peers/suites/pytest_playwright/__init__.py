"""The five scenarios for pytest-playwright, in real time."""
