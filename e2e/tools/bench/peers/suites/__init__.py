"""The five scenarios as each peer's own manual writes them. Only `pytest_playwright` is Python."""
