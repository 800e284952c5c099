"""The reports of a mutation run: terminal, JSON by the schema of mutation testing, HTML, kill matrix."""
