"""What the commands share: their parts, loaded when run, and the options of every report."""

import inspect
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from types import ModuleType
from typing import Any, Final

from xlar.hosts.cli import options as o

#: What every report can be told, in the order of `Request.of`: before its own options, and after.
_BEFORE: Final = {"source": o.Source, "as_of": o.AsOf}
_AFTER: Final = {"form": o.Format, "out": o.Out, "lang": o.Lang, "policy": o.PolicyFile}


def part(name: str) -> ModuleType:
    """A module of the command line, loaded now, so that ``xlar --help`` answers at once."""
    return import_module(f"xlar.hosts.cli.{name}")


def request_of(*given: Any) -> Any:
    """The `xlar.hosts.cli.request.Request` these options make, its module loaded now.

    Raises:
        WrongUse: an option cannot be carried out.
    """
    return part("request").Request.of(*given)


def reporting(command: Callable[..., None]) -> Callable[..., None]:
    """`command`, which takes a request first, with the options that make one.

    typer reads the options of a command from its signature; there the request becomes the source
    and the day, and what form, file, language and settings the answer has.
    """

    @wraps(command)
    def asked(**options: Any) -> None:
        given = [options.pop(name) for name in (*_BEFORE, *_AFTER)]
        command(request_of(*given), **options)

    _, *own = inspect.signature(command).parameters.values()
    shared = [*_parameters(_BEFORE), *own, *_parameters(_AFTER)]
    asked.__signature__ = inspect.Signature(shared)  # type: ignore[attr-defined]
    asked.__annotations__ = {one.name: one.annotation for one in shared}
    return asked


def _parameters(options: dict[str, Any]) -> list[inspect.Parameter]:
    """As parameters given by name; all but the source may be left out."""
    return [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if name == "source" else None,
            annotation=annotation,
        )
        for name, annotation in options.items()
    ]
