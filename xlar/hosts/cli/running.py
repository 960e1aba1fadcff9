"""``xlar run COMMAND BOOK``: a command of the ribbon, on a workbook in a spreadsheet program."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from xlar.commands.context import Context
from xlar.commands.running import command_named, run
from xlar.core.problems import Text
from xlar.hosts.cli.mistakes import DATA_ERRORS, WrongUse, language, say, say_problems
from xlar.hosts.cli.output import print_text
from xlar.hosts.cli.request import choice, existing, today, working, writable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlar.commands.context import Outcome
    from xlar.commands.table import Command
    from xlar.core.problems import Language

# Hosts know nothing of each other; the engine of another is loaded by its name, where asked for.
_ENGINES: Final = {"calc": "xlar.hosts.calc.engine"}
_HOSTS: Final = ("calc", "excel")
_BOOKS: Final = (".xlsx", ".xlsm", ".ods")
_NOT_FOR_CALC: Final = ".xlsm"


def run_command(
    name: str,
    book: str,
    *,
    host: str,
    customers: Sequence[str],
    settings: Sequence[str],
    out: str | None,
    lang: str | None,
) -> int:
    """Run a command on a workbook and save it; returns the exit code.

    Args:
        name: the command, by its English or Chinese name.
        book: the workbook.
        host: the program that holds it, ``calc`` or ``excel``.
        customers: its argument ``customer`` or ``customers``.
        settings: further arguments as NAME=VALUE.
        out: where to save it, None for its own place.
        lang: language of titles and messages.

    Raises:
        WrongUse: an option that cannot be carried out.
        CannotRun: no such command.
    """
    chosen = cast("Language", choice("--lang", lang, ("zh", "en")) or language())
    command = command_named(name)
    program = choice("--host", host, _HOSTS) or "calc"
    path = existing(book)
    target = _target(path, out, program)
    arguments = _arguments(command, customers, settings)
    with (
        working(Text(f"{command.title.zh} …", f"{command.name} …"), chosen),
        opened(path, program) as workbook,
    ):
        outcome = run(command.name, Context(workbook, today(), chosen, arguments=arguments))
        if outcome.done and outcome.sheets:
            workbook.save(target)
    return _told(outcome, chosen)


@contextmanager
def opened(path: Path, host: str) -> Iterator[Any]:
    """A workbook opened in a spreadsheet program of its own, which is ended afterwards.

    Args:
        path: the workbook.
        host: ``calc`` or ``excel``.

    Raises:
        WrongUse: the program is not there.
    """
    import xlwings as xw  # only where a program is driven

    if host in _ENGINES:
        import_module(_ENGINES[host]).activate(force=True)
    elif host not in [engine.name for engine in xw.engines]:
        raise WrongUse(
            Text("这台电脑上没有 Excel，请用 --host calc。", "no Excel here; use --host calc")
        )
    app = xw.App(visible=False, add_book=False)
    try:
        yield app.books.open(path)
    finally:
        app.quit()


def _target(path: Path, out: str | None, host: str) -> Path:
    """The file to save to.

    Raises:
        WrongUse: it cannot be written, or not by that program.
    """
    target = path if out is None else _other(path, out)
    suffix = target.suffix.lower()
    if suffix not in _BOOKS:
        raise WrongUse(
            Text(
                f"“{target.name}”不是 {'、'.join(_BOOKS)} 工作簿。",
                f"{target.name} is no workbook of {', '.join(_BOOKS)}",
            )
        )
    if host == "calc" and suffix == _NOT_FOR_CALC:
        raise WrongUse(
            Text(
                "LibreOffice 保存 .xlsm 会丢失功能；请用 --out 另存为 .xlsx 或 .ods。",
                "LibreOffice would damage an .xlsm; save to .xlsx or .ods with --out",
            )
        )
    return target.resolve()


def _other(path: Path, out: str) -> Path:
    same = Path(out).exists() and Path(out).samefile(path)
    return path if same else writable(out, path)


def _arguments(
    command: Command, customers: Sequence[str], settings: Sequence[str]
) -> dict[str, Any]:
    """The arguments of a command from the words of the command line.

    Raises:
        WrongUse: not of the form NAME=VALUE.
    """
    arguments: dict[str, Any] = {}
    for text in settings:
        name, equals, value = text.partition("=")
        if not (equals and name.strip()):
            raise WrongUse(
                Text(
                    f"--set 的值“{text}”不对，应为 名称=值。",
                    f"--set: found {text!r}, expected NAME=VALUE",
                )
            )
        arguments[name.strip()] = value.strip()
    names = [parameter.name for parameter in command.parameters]
    if customers and "customers" in names:
        arguments["customers"] = list(customers)
    elif customers:
        arguments["customer"] = customers[0]
    return arguments


def _told(outcome: Outcome, lang: Language) -> int:
    """Say what was done on stdout, or why not on stderr; the exit code."""
    if not outcome.done:
        say_problems(outcome.problems, lang)
        say(outcome.message[lang])
        return DATA_ERRORS
    print_text("".join(f"{line}\n" for line in (outcome.message[lang], *outcome.files)))
    warnings = len(outcome.problems)
    if warnings:
        print(  # noqa: T201 - to whoever is at the terminal
            Text(f"提醒 {warnings} 条。", f"{warnings} warnings")[lang], file=sys.stderr
        )
    return 0
