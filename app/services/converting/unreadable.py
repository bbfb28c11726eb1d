"""What is raised when a file cannot be converted."""

SAVE_AS_TEXT = "Open it, save its text as .txt or .md, and send that; or paste the text."


class Unreadable(ValueError):
    """A file that cannot be converted. The message says why and what to do; `line` where that is
    known."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line
