"""Errors told without what they quote: the message of an error can repeat what someone has typed."""

import traceback


def places(error: BaseException) -> str:
    """The kinds of an error and of those that led to it, and where in the program they came about; no message."""
    told = []
    one: BaseException | None = error
    while one is not None:
        frames = "".join(traceback.format_tb(one.__traceback__))
        told.append(f"{type(one).__module__}.{type(one).__qualname__}\n{frames}")
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return "\nled to\n".join(reversed(told))


def kind(error: BaseException) -> str:
    """The name of an error, without its message."""
    return type(error).__qualname__
