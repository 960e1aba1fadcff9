"""The commands of the department: scoring, collections, provision, indicators, forecast, reports.

Like `xlar.hosts.cli.app`, which takes them in, it imports nothing heavy: each command loads its
part when it is run.
"""

# Annotations are evaluated by typer, so they are not postponed here.
from importlib import import_module
from types import ModuleType
from typing import Any

import typer

app = typer.Typer()


def _part(name: str) -> ModuleType:
    """A module of the command line, loaded now."""
    return import_module(f"xlar.hosts.cli.{name}")


def _request(*given: Any) -> Any:
    return _part("request").Request.of(*given)
