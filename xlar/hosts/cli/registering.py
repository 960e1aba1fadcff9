"""``xlar register`` and ``xlar withdraw``: what went out, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from xlar.commands.desk import output_folder
from xlar.core.policy import Policy
from xlar.core.problems import Text
from xlar.documents.register import read_register
from xlar.documents.register.statuses import change
from xlar.hosts.cli.document_grids import register_grid, register_payload
from xlar.hosts.cli.mistakes import WrongUse, say_problems
from xlar.hosts.cli.reports import deliver
from xlar.hosts.cli.request import Request, day_of, existing, settings_of, today

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from xlar.core.registered import RegisterRow, Status


def register(
    source: str | None,
    output: str | None,
    delivery: Sequence[str | None],
    *,
    changes: Mapping[str, list[str] | None],
    on: str | None,
    details: Mapping[str, str | None],
) -> None:
    """List the register, or give documents a status and list those.

    Args:
        source: whose settings name the output folder, None for none.
        output: the output folder.
        delivery: values of ``--format``, ``--out``, ``--lang`` and ``--policy``.
        changes: numbers by status.
        on: day of the change as written, None = today.
        details: channel, tracking number and reply.

    Raises:
        WrongUse: an option cannot be carried out.
        XlarError: the register cannot be read or changed.
    """
    asked = _asked(changes)
    if asked is None and (on is not None or any(details.values())):
        raise WrongUse(
            Text(
                "--on、--channel、--tracking、--reply 要与 --sent 等状态选项同用。",
                "--on, --channel, --tracking, --reply go with --sent, --acknowledged or --returned",
            )
        )
    folder, request = _place(source, output, delivery)
    if asked is None:
        known = read_register(folder, request.lang)
        say_problems(known.sound().problems, request.lang)
        _show(request, known.rows, folder)
        return
    status, numbers = asked
    day = today() if on is None else day_of(on, "--on")
    noted = {name: text or "" for name, text in details.items()}
    rows = change(
        existing_folder(folder), numbers, status, day,
        channel=noted["channel"], tracking=noted["tracking"], reply=noted["reply"],
    )  # fmt: skip
    _show(request, rows, folder)


def _asked(changes: Mapping[str, list[str] | None]) -> tuple[Status, list[str]] | None:
    """The status asked for and the numbers to get it; None where there is none."""
    asked = [(cast("Status", status), numbers) for status, numbers in changes.items() if numbers]
    if len(asked) > 1:
        raise WrongUse(
            Text(
                "--sent、--acknowledged、--returned 一次只用一种。",
                "--sent, --acknowledged, --returned: one of them at a time",
            )
        )
    return asked[0] if asked else None


def withdraw(
    words: Sequence[str], output: str | None, delivery: Sequence[str | None], *, on: str | None
) -> None:
    """Take documents back and list them.

    Args:
        words: numbers; the first is the source where there is no ``--output``.
        output: the output folder.
        delivery: values of ``--format``, ``--out``, ``--lang`` and ``--policy``.
        on: day of it as written, None = today.

    Raises:
        WrongUse: an option cannot be carried out, or no number is given.
        XlarError: the register cannot be read or changed.
    """
    source, numbers = (None, words) if output is not None else (words[0], words[1:])
    if not numbers:
        raise WrongUse(
            Text(
                "请给出要撤回的编号，如 xlar withdraw 账簿.xlsx CK-2026-0001。",
                "give the numbers to withdraw, as in xlar withdraw book.xlsx CK-2026-0001",
            )
        )
    folder, request = _place(source, output, delivery)
    day = today() if on is None else day_of(on, "--on")
    _show(request, change(existing_folder(folder), numbers, "withdrawn", day), folder)


def _place(
    source: str | None, output: str | None, delivery: Sequence[str | None]
) -> tuple[Path, Request]:
    """The output folder, and the request that says how to show its register."""
    form, out, lang, policy = delivery
    if output is not None:
        existing(output)
    settings = Policy() if policy is None else settings_of(policy)
    path = None
    if source is not None:
        request = Request.of(source, None, form, out, lang, policy)
        path, settings = request.source, request.load().policy
    folder = output_folder(output, settings, path)
    return folder, Request.at(folder, None, form, out, lang, None)


def existing_folder(folder: Path) -> Path:
    """The output folder, which exists.

    Raises:
        WrongUse: it does not, so that nothing in it can change.
    """
    if not folder.is_dir():
        raise WrongUse(Text(f"没有输出文件夹 {folder}。", f"there is no output folder {folder}"))
    return folder


def _show(request: Request, rows: Sequence[RegisterRow], folder: Path) -> None:
    payload = register_payload(rows, folder)
    deliver(request, "register", payload, grid=register_grid(payload))
