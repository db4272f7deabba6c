"""In place of traceback: the compiled files have neither lines nor sources to show, so the names of the functions are all."""

import sys
from types import TracebackType


def format_exception(error: object, value: BaseException | None = None, trace: TracebackType | None = None, **_: object) -> list[str]:
    """What went wrong, after the functions in which it did, the outermost first."""
    found = value if value is not None else error
    walked = trace if trace is not None else getattr(found, "__traceback__", None)
    lines = ["Traceback (most recent call last):\n"] if walked else []
    while walked:
        code = walked.tb_frame.f_code
        lines.append(f"  {code.co_filename}, in {code.co_name}\n")
        walked = walked.tb_next
    kind = type(found)
    name = kind.__qualname__ if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}.{kind.__qualname__}"
    said = str(found)
    return [*lines, f"{name}: {said}\n" if said else f"{name}\n"]


def print_exception(error: object, value: BaseException | None = None, trace: TracebackType | None = None, **_: object) -> None:
    """To the console."""
    sys.stderr.write("".join(format_exception(error, value, trace)))
