"""The reports of a mutation run: the terminal, the schema's JSON, its HTML, the kill matrix."""
