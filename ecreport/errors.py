"""The one error for input that cannot be used."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

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


def suggest(name: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    """The nearest known name as a question, or nothing.

    Examples
    --------
    >>> suggest("live_user", ("live_users", "visits"))
    ' (did you mean "live_users"?)'
    """
    close = get_close_matches(name, list(known), 1) if len(name) < 100 else []
    return f' (did you mean "{close[0]}"?)' if close else ""
