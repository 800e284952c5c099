"""A gate, and what else the commands do with a page: one file a step."""
