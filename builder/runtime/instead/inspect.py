"""In place of inspect: what dataclasses and Pyodide take of it. The standard library's brings a disassembler along."""

from collections.abc import Callable
from types import FunctionType, MethodType

CO_VARARGS, CO_VARKEYWORDS, CO_COROUTINE = 4, 8, 128


class _empty:
    """Marks what is not given."""


class Parameter:
    """One parameter of a function."""

    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD = range(5)
    empty = _empty

    def __init__(self, name: str, kind: int, *, default: object = _empty) -> None:
        self.name, self.kind, self.default = name, kind, default


class Signature:
    """The parameters of a function, by name."""

    def __init__(self, parameters: list[Parameter]) -> None:
        self.parameters = {parameter.name: parameter for parameter in parameters}


def signature(function: object, **_: object) -> Signature:
    """Of a plain function; TypeError for anything else, at which dataclasses leaves a class without a docstring of its own making."""
    if not isinstance(function, FunctionType):
        raise TypeError(f"{function!r} is no plain function")
    code = function.__code__
    plain = code.co_argcount
    names = iter(code.co_varnames)
    defaults = dict(zip(code.co_varnames[plain - len(function.__defaults__ or ()) : plain], function.__defaults__ or (), strict=True))
    defaults |= function.__kwdefaults__ or {}
    kinds = [Parameter.POSITIONAL_ONLY] * code.co_posonlyargcount + [Parameter.POSITIONAL_OR_KEYWORD] * (plain - code.co_posonlyargcount)
    kinds += [Parameter.KEYWORD_ONLY] * code.co_kwonlyargcount
    kinds += [Parameter.VAR_POSITIONAL] * bool(code.co_flags & CO_VARARGS) + [Parameter.VAR_KEYWORD] * bool(code.co_flags & CO_VARKEYWORDS)
    found = [Parameter(name, kind, default=defaults.get(name, _empty)) for kind, name in zip(kinds, names, strict=False)]
    return Signature(sorted(found, key=lambda parameter: parameter.kind))


def unwrap(function: Callable[..., object]) -> Callable[..., object]:
    """The function that decorators have wrapped."""
    while not isinstance(function, type) and hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    return function


def getattr_static(wanted: object, name: str, default: object = None) -> object:
    """An attribute as it stands in a class, not bound."""
    bases = wanted.__mro__ if isinstance(wanted, type) else type(wanted).__mro__
    return next((base.__dict__[name] for base in bases if name in base.__dict__), default)


def isclass(found: object) -> bool:
    """As the standard library's."""
    return isinstance(found, type)


def ismethod(found: object) -> bool:
    """As the standard library's."""
    return isinstance(found, MethodType)


def iscoroutinefunction(found: object) -> bool:
    """As the standard library's."""
    return isinstance(found, FunctionType) and bool(found.__code__.co_flags & CO_COROUTINE)
