"""The one error for input that cannot be used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from unicodedata import category

LONGEST = 600  # characters of a message, whatever was found
MOST = 100  # errors told of one run


class InputError(ValueError):
    """Input that cannot be used: says where, what was found, and the way out.

    Parameters
    ----------
    message : str
    *more : str
        The other errors found in the same run, each of its own.

    Attributes
    ----------
    messages : tuple of str
        One line for each error.
    """

    def __init__(self, message: str, *more: str) -> None:
        self.messages = tuple(printable(_cut(text)) for text in (message, *more))
        super().__init__("\n".join(self.messages))

    @classmethod
    def of(cls, errors: Sequence[InputError]) -> InputError:
        """All errors of a run as one; as many as a reader will read."""
        messages = [message for error in errors for message in error.messages]
        rest = len(messages) - MOST
        return cls(*messages[:MOST], *([f"and {rest} errors more"] if rest > 0 else []))


def _cut(message: str) -> str:
    """A message of bounded length: where stands first, the way out last."""
    if len(message) <= LONGEST:
        return message
    return f"{message[: LONGEST - 205]} ... {message[-200:]}"


def printable(text: str) -> str:
    """The text without line breaks and terminal codes, which input may carry.

    Examples
    --------
    >>> printable("a" + chr(27) + "[31mb")
    'a\\ufffd[31mb'
    """
    spaced = (" " if category(c) == "Zs" else c for c in text)
    return "".join(c if c.isprintable() else "\ufffd" for c in spaced)


def suggest(name: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    """The nearest known name as a question, or nothing.

    Examples
    --------
    >>> suggest("live_user", ("live_users", "visits"))
    ' (did you mean "live_users"?)'
    """
    close = get_close_matches(str(name)[:100], list(known), 1)
    return f' (did you mean "{close[0]}"?)' if close else ""
