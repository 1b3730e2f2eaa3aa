"""The one error for input that cannot be used."""

LONGEST = 600  # characters of a message, whatever was found


class InputError(ValueError):
    """Input that cannot be used: says where, what was found, and the way out."""

    def __init__(self, message: str) -> None:
        if len(message) > LONGEST:  # where stands first, the way out last
            message = f"{message[: LONGEST - 205]} ... {message[-200:]}"
        super().__init__(printable(message))


def printable(text: str) -> str:
    """The text without line breaks and terminal codes, which input may carry.

    Examples
    --------
    >>> printable("a" + chr(27) + "[31mb")
    'a\\ufffd[31mb'
    """
    return "".join(c if c.isprintable() else "\ufffd" for c in text)
