"""The report commands: read → core → payload → JSON, CSV, workbook or screen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from xlar.core.aging import aging
from xlar.core.allocation import allocation_rows
from xlar.core.credit import credit
from xlar.core.items import open_items
from xlar.core.money import format_minor
from xlar.core.registered import sent_letters, with_register
from xlar.core.stages import stages
from xlar.frames.fields import AS_OF
from xlar.frames.tabulated import footing_notes, payload_of
from xlar.hosts.cli import output, payloads
from xlar.hosts.cli.grids import Grid, grid_of
from xlar.hosts.cli.mistakes import DATA_ERRORS, say_problems
from xlar.hosts.cli.request import choice, limits_of, orders_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.console import Console, RenderableType

    from xlar.core.aging import By, Credits
    from xlar.core.allocation import AllocationMethod
    from xlar.core.buckets import Basis
    from xlar.frames.tabulated import Tabulated
    from xlar.hosts.cli.payloads import Payload
    from xlar.hosts.cli.request import Request
    from xlar.tables.load import Loaded

    Screen = Callable[[Grid, Console], RenderableType]


def check(request: Request) -> int:
    """Report all problems of the source; returns the exit code."""
    loaded = _with_closed_months(request.load(), request)
    payload = payloads.check_payload(loaded, request.lang)
    deliver(request, "check", payload, lambda grid, _: _check_screen(request, payload, grid))
    if request.format != "table" or request.out is not None:
        say_problems(loaded.problems, request.lang)
    return DATA_ERRORS if loaded.ledger is None else 0


def _with_closed_months(loaded: Loaded, request: Request) -> Loaded:
    """The source with what changed in closed months among its problems."""
    if not loaded.policy.documents.folder:
        return loaded
    from xlar.commands.closed_months import with_closing  # only with an output folder
    from xlar.commands.desk import output_folder

    return with_closing(loaded, output_folder(None, loaded.policy, request.source))


def items(request: Request, allocation: str | None) -> None:
    """Report the open items."""
    method = method_of(allocation)
    ledger, day, policy = request.ledger()
    report = open_items(ledger, day, policy=policy, allocation=method)
    deliver(request, "items", payloads.items_payload(report))


def age(
    request: Request,
    *,
    by: str,
    limits: str | None,
    basis: str | None,
    allocation: str | None,
    credits_: str | None,
) -> None:
    """Report the aging."""
    keys = ("customer", "salesperson", "region", "currency", "invoice")
    chosen_by = cast("By", choice("--by", by, keys))
    chosen_limits = limits_of(limits)
    chosen_basis = cast("Basis | None", choice("--basis", basis, ("due", "document")))
    method = method_of(allocation)
    side = cast("Credits | None", choice("--credits", credits_, ("separate", "aged")))
    ledger, day, policy = request.ledger()
    report = aging(
        ledger, day, policy=policy, by=chosen_by, limits=chosen_limits, basis=chosen_basis,
        allocation=method, credits=side,
    )  # fmt: skip
    payload = payloads.age_payload(report)
    gl = {code: format_minor(rest, code) for code, rest in report.gl_difference.items()}

    def screen(grid: Grid, console: Console) -> RenderableType:
        from xlar.hosts.cli.age_screen import age_screen  # only for people

        return age_screen(grid, payload, gl, request.lang, console)

    deliver(request, "age", payload, screen)


def credit_standing(request: Request, orders: Sequence[str]) -> None:
    """Report limit, exposure and decision of every customer."""
    ledger, day, policy = request.ledger()
    report = credit(ledger, day, orders=orders_of(orders, ledger), policy=policy)
    deliver(request, "credit", payloads.credit_payload(report, policy.aging.allocation))


def overdue_stages(request: Request) -> None:
    """Report stage and next action of every open item."""
    ledger, day, policy = request.ledger()
    if policy.documents.folder:
        from xlar.commands.desk import known_letters  # only with a register

        rows = known_letters(policy, request.source, request.lang)
        sent = sent_letters(ledger, rows)
        report = stages(with_register(ledger, rows), day, policy=policy, sent=sent)
    else:
        report = stages(ledger, day, policy=policy)
    deliver(request, "stages", payloads.stages_payload(report, request.lang))


def allocate(request: Request, allocation: str | None) -> None:
    """Report the allocations that count on the day."""
    method = method_of(allocation)
    ledger, day, policy = request.ledger()
    rows = allocation_rows(ledger, day, policy=policy, allocation=method)
    deliver(request, "allocate", payloads.allocate_payload(rows))


def method_of(allocation: str | None) -> AllocationMethod | None:
    """The method of allocation asked for."""
    return cast("AllocationMethod | None", choice("--allocation", allocation, ("fifo", "explicit")))


def deliver(
    request: Request,
    command: str,
    payload: Payload,
    screen: Screen | None = None,
    grid: Grid | None = None,
) -> None:
    """Bring a payload where it was asked to go, in the form asked for.

    Args:
        request: form, file and language.
        command: name of the command.
        payload: its result.
        screen: what draws it for people, where that is more than its rows.
        grid: its flat table, where that is not one of the reports'.
    """
    if request.format == "json":
        _write(request, output.json_text(payload))
        return
    grid = grid or grid_of(command, payload, request.lang)
    if request.format == "csv":
        _write(request, output.csv_text(grid))
    elif request.format == "xlsx" and request.out is not None:
        output.write_workbook(request.out, grid, request.lang)
    else:
        _draw(request, grid, screen)


def present(request: Request, report: Tabulated) -> None:
    """Bring a tabulated report where it was asked to go.

    Args:
        request: form, file and language.
        report: the report.
    """
    payload, lang = payload_of(report), request.lang
    said = [(title, text[lang]) for title, text in report.notes]
    below = footing_notes(report, lang)
    notes = ((AS_OF, payload["as_of"]), *said, *below)
    grid = Grid(report.name, report.title, report.fields, payload["rows"], notes)

    def screen(grid: Grid, console: Console) -> RenderableType:
        from xlar.hosts.cli import screens  # rich loads only for people

        headed = replace(grid, notes=(grid.notes[0], *said[:1]))
        return screens.with_notes(headed, [*said[1:], *below], lang, console.width)

    deliver(request, report.name, payload, screen, grid)


def _write(request: Request, text: str) -> None:
    if request.out is None:
        output.print_text(text)
    else:
        output.write_file(request.out, text)


def _draw(request: Request, grid: Grid, screen: Screen | None) -> None:
    """Draw a grid on the screen, or into a text file of ample width."""
    from xlar.hosts.cli import screens  # rich loads only for people

    draw = screen or (lambda grid, console: screens.screen(grid, request.lang, console.width))
    if request.out is None:
        console = screens.console()
        console.print(draw(grid, console))
    else:
        console, text = screens.page()
        console.print(draw(grid, console))
        lines = (line.rstrip() for line in text.getvalue().splitlines())
        output.write_file(request.out, "\n".join(lines) + "\n")


def _check_screen(request: Request, payload: Payload, grid: Grid) -> RenderableType:
    from xlar.hosts.cli import screens  # rich loads only for people

    return screens.check_screen(grid, payload, request.lang)
