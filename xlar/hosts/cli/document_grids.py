"""Documents and the register as payloads, grids and screens."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from xlar.commands.producing import SKIPPED, explained
from xlar.core.money import format_minor
from xlar.core.problems import Text
from xlar.core.registered import STATUSES
from xlar.documents.register.numbering import SERIES
from xlar.frames.field import Field
from xlar.hosts.cli.grids import Grid

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping
    from pathlib import PurePath

    from rich.console import Console, RenderableType

    from xlar.core.problems import Language
    from xlar.core.registered import RegisterRow
    from xlar.documents.content import Skipped
    from xlar.hosts.cli.payloads import Payload

_KINDS: Final = {kind: series.title for kind, series in SERIES.items()}
_FIELDS: Final[Mapping[str, Field]] = {
    entry.name: entry
    for entry in (
        Field("number", Text("编号", "Number"), rank=9),
        Field("kind", Text("类别", "Kind"), words=_KINDS),
        Field("level", Text("级别", "Level"), "whole", rank=8),
        Field("customer_id", Text("客户编码", "Customer")),
        Field("name", Text("客户名称", "Name"), rank=7),
        Field("currency", Text("币种", "Currency"), rank=9),
        Field("amount", Text("金额", "Amount"), "amount"),
        Field("reason", Text("未制作原因", "Reason for none"), words=SKIPPED),
        Field("explained", Text("原因", "Reason")),
        Field("date", Text("日期", "Date"), "day", rank=5),
        Field("as_of", Text("截止日", "As of"), "day", rank=4),
        Field("status", Text("状态", "Status"), words={str(k): v for k, v in STATUSES.items()}),
        Field("sent_on", Text("发出日", "Sent"), "day", rank=6),
        Field("delivered_on", Text("签收日", "Delivered"), "day", rank=6),
        Field("channel", Text("发送方式", "Channel"), rank=3),
        Field("tracking", Text("快递单号", "Tracking"), rank=3),
        Field("reply", Text("客户答复", "Reply"), rank=2),
        Field("files", Text("文件", "Files"), rank=1),
    )
}
TITLES: Final = {
    "statements": Text("对账单与询证函", "Statements and confirmations"),
    "letters": Text("函件", "Letters"),
    "register": Text("发函登记", "Register"),
}
_DOCUMENT: Final = ("customer_id", "kind", "level", "number", "amount", "currency", "files")
_SHOWN: Final = ("customer_id", "name", "kind", "level", "number", "amount", "currency")
_SHOWN_SKIPPED: Final = ("customer_id", "name", "currency", "explained")
_REGISTER: Final = (
    "number", "kind", "level", "customer_id", "currency", "amount", "date", "as_of", "status",
    "sent_on", "delivered_on", "channel", "tracking", "reply", "files",
)  # fmt: skip


def documents_payload(
    rows: Iterable[RegisterRow], skipped: Iterable[Skipped], folder: PurePath
) -> Payload:
    """What was made, or would be, and who got nothing.

    Args:
        rows: rows of the register; without a number and files where nothing was made.
        skipped: who got nothing.
        folder: the output folder.
    """
    made = [_plain(row, folder) for row in rows]
    return {
        "documents": [{name: row[name] for name in _DOCUMENT} for row in made],
        "skipped": [
            {
                "customer_id": one.customer_id,
                "currency": one.currency or None,
                "reason": one.reason,
            }
            for one in skipped
        ],
    }


def register_payload(rows: Iterable[RegisterRow], folder: PurePath) -> Payload:
    """The register, or some rows of it."""
    made = [_plain(row, folder) for row in rows]
    return {"rows": [{name: row[name] for name in _REGISTER} for row in made]}


def _plain(row: RegisterRow, folder: PurePath) -> dict[str, Any]:
    """A row as plain values; a statement in several currencies has neither currency nor amount."""
    return {
        "number": row.number or None,
        "kind": row.kind,
        "level": None if row.level < 0 else row.level,
        "customer_id": row.customer_id,
        "currency": row.currency or None,
        "amount": format_minor(row.amount, row.currency) if row.currency else None,
        "date": row.date.isoformat(),
        "as_of": row.as_of.isoformat(),
        "status": row.status,
        "sent_on": _day(row.sent_on),
        "delivered_on": _day(row.delivered_on),
        "channel": row.channel or None,
        "tracking": row.tracking or None,
        "reply": row.reply or None,
        "files": [str(folder / row.batch / name) for name in row.files],
    }


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def documents_grid(command: str, payload: Payload, names: Mapping[str, str]) -> Grid:
    """Everything that was made, then everybody who got nothing, as one flat table.

    Args:
        command: ``statements`` or ``letters``.
        payload: its result.
        names: names of the customers by identifier.
    """
    blank: dict[str, Any] = dict.fromkeys((*_DOCUMENT, "reason", "name"))
    rows = [
        blank | row | {"name": names.get(row["customer_id"], ""), "files": _joined(row)}
        for row in (*payload["documents"], *payload["skipped"])
    ]
    fields = ("customer_id", "name", *_DOCUMENT[1:], "reason")
    return Grid(command, TITLES[command], _columns(fields), rows)


def register_grid(payload: Payload) -> Grid:
    """The register as a table."""
    rows = [row | {"files": _joined(row)} for row in payload["rows"]]
    return Grid("register", TITLES["register"], _columns(_REGISTER), rows)


def _columns(names: Iterable[str]) -> tuple[Field, ...]:
    return tuple(_FIELDS[name] for name in names)


def _joined(row: Mapping[str, Any]) -> str:
    """The files of a row in one cell, as in register.csv."""
    return "|".join(row.get("files", ()))


def documents_screen(
    grid: Grid, skipped: Iterable[Skipped], ending: str, lang: Language, target: Console
) -> RenderableType:
    """Who gets what, who gets nothing and why, and where the files lie.

    Args:
        grid: from `documents_grid`.
        skipped: who gets nothing, in the order of the grid.
        ending: the last line.
        lang: language.
        target: the console, for its width.
    """
    from rich.console import Group  # rich loads only for people
    from rich.text import Text as Styled

    from xlar.hosts.cli.screens import screen

    made = [row for row in grid.rows if row["kind"]]
    without = [
        {**row, "explained": explained(one, lang)}
        for row, one in zip(grid.rows[len(made) :], skipped, strict=True)
    ]
    shown: list[RenderableType] = []
    if made:
        table = replace(grid, rows=made, fields=_columns(_SHOWN))
        shown.append(screen(table, lang, target.width))
    if without:
        title = Text("未制作", "Not made")
        table = Grid(grid.name, title, _columns(_SHOWN_SKIPPED), without)
        shown.append(screen(table, lang, target.width))
    return Group(*shown, Styled(ending, "bold green" if made else "yellow"))
