"""Text of bounded length."""


def cut(text: str, most: int) -> str:
    """Returns `text`, or where it has more than `most` characters its beginning with an ellipsis."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
