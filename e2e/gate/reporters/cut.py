"""Text of bounded length."""


def cut(text: str, most: int) -> str:
    """Returns `text`, or its beginning with an ellipsis if it has more than `most` characters."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
