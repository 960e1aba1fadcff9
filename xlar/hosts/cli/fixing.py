"""``xlar allocate --write``: what FIFO lays over becomes rows of the table allocations.

A folder gets them appended to ``allocations.csv``, the file before it kept as ``.bak``; of a
workbook a new one is written, because no program of ours re-saves a user's workbook.
"""

from __future__ import annotations

import csv
import io
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from xlar.core.allocation import allocation_rows, settle
from xlar.core.approvals import with_approvals
from xlar.core.build import build
from xlar.core.columns import NO_DAY, NO_INT
from xlar.core.dates import iso
from xlar.core.errors import BadLedger
from xlar.core.ledger import Origin
from xlar.core.money import SCALE, decimals, format_minor
from xlar.core.problems import Text, errors
from xlar.core.tables import ABSENT, Table, empty_table
from xlar.hosts.cli.mistakes import WrongUse, say
from xlar.hosts.cli.output import replacing
from xlar.hosts.cli.payloads import allocate_payload
from xlar.hosts.cli.reports import deliver, method_of
from xlar.hosts.cli.request import Request, writable
from xlar.tables.convert import TYPED
from xlar.tables.schema import TABLES, table_named
from xlar.workbook.book import write_book

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xlar.core.allocation import AllocationRows
    from xlar.core.columns import Column
    from xlar.core.policy import Policy
    from xlar.core.tables import Tables
    from xlar.tables.load import Loaded

_COLUMNS: Final = ("credit_no", "invoice_no", "instalment", "amount", "date")


def fix(
    source: str,
    as_of: str | None,
    form: str | None,
    out: str | None,
    lang: str | None,
    policy: str | None,
    allocation: str | None,
) -> None:
    """Write the FIFO rows of a day into the source's folder, or into a new workbook.

    Raises:
        WrongUse: a workbook without ``--out``, ``--allocation explicit``, or nowhere to write.
        BadLedger: the data has errors.
    """
    if method_of(allocation) == "explicit":
        raise WrongUse(
            Text(
                "--write 写的是先进先出的结果，不能同时用 --allocation explicit。",
                "--write fixes what FIFO lays over; it does not go with --allocation explicit",
            )
        )
    request = Request.of(source, as_of, form, None, lang, policy)
    target = _target(request, out)
    loaded = request.load()
    if loaded.ledger is None:
        raise BadLedger(loaded.problems)
    day = request.day(loaded)
    ledger = with_approvals(loaded.ledger, day, loaded.policy)  # the order of due dates shown
    rows = allocation_rows(ledger, day, policy=loaded.policy, allocation="fifo")
    fifo = only_fifo(rows)
    if len(fifo):
        tables = fixed_tables(loaded.source.tables, fifo)
        prove(tables, loaded.policy, fifo)
        written = _append(target, fifo) if out is None else _rewrite(target, loaded, tables)
        say(
            f"已写入 {len(fifo)} 条核销行：{written}"
            if request.lang == "zh"
            else f"{len(fifo)} allocation rows written to {written}"
        )
    else:
        say({"zh": "没有需要写入的核销行。", "en": "nothing to write"}[request.lang])
    if request.format != "table":
        deliver(request, "allocate", allocate_payload(fifo))


def _target(request: Request, out: str | None) -> Path:
    """The new workbook, or the folder itself."""
    if out is not None:
        return writable(out, request.source)
    if request.source.is_dir():
        return request.source
    raise WrongUse(
        Text(
            "数据来源是工作簿，请用 --out 新文件.xlsx 写出一份新的；原文件不会改动。",
            "the source is a workbook: add --out NEW.xlsx; the workbook itself is never changed",
        )
    )


def only_fifo(rows: AllocationRows) -> AllocationRows:
    """Those of the rows that FIFO lays over, dated so that they can stand as explicit rows.

    FIFO dates a row by the later of its documents. Where money or invoice were allocated otherwise
    in between and that was withdrawn, the row counts from the withdrawal.
    """
    mine = np.flatnonzero(rows.origin == Origin.FIFO)
    names = ("credit", "debit", "amount", "date", "end", "origin")
    fifo = replace(rows, **{name: getattr(rows, name)[mine] for name in names})
    own, free = rows.ledger.allocations, np.full(len(rows.ledger.documents), NO_DAY, np.int32)
    ended = np.flatnonzero(own.end <= rows.as_of)
    for side in (own.credit, own.debit):
        np.maximum.at(free, side[ended], own.end[ended])
    dates = np.maximum(fifo.date, np.maximum(free[fifo.credit], free[fifo.debit]))
    return replace(fifo, date=dates.astype(np.int32))


def _values(rows: AllocationRows) -> list[dict[str, str]]:
    """The rows as the texts of a CSV file."""
    ledger, documents = rows.ledger, rows.ledger.documents
    values = []
    for credit, debit, amount, day in zip(
        rows.credit.tolist(),
        rows.debit.tolist(),
        rows.amount.tolist(),
        rows.date.tolist(),
        strict=True,
    ):
        instalment = int(documents.instalment[debit])
        values.append(
            {
                "credit_no": documents.number[credit],
                "invoice_no": documents.number[debit],
                "instalment": str(instalment) if instalment else "",
                "amount": format_minor(amount, ledger.currencies[documents.currency[credit]]),
                "date": iso(day) or "",
            }
        )
    return values


def _append(folder: Path, rows: AllocationRows) -> Path:
    """Append the rows to the folder's file of allocations; the old one stays beside it."""
    names = [
        path
        for path in sorted(folder.glob("*.csv"))
        if (table := table_named(path.stem)) and table.name == "allocations"
    ]
    path = names[0] if names else folder / "allocations.csv"
    if names:
        text, encoding = _decoded(path.read_bytes())
        shutil.copy2(path, path.with_name(f"{path.name}.bak"))
    else:
        text, encoding = ",".join(_COLUMNS) + "\n", "utf-8"
    with replacing(path) as draft:
        draft.write_bytes(extended(text, _values(rows), path).encode(encoding))
    return path


def _decoded(data: bytes) -> tuple[str, str]:
    """The text of a CSV file and its encoding."""
    for encoding in ("utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8", "gb18030"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise WrongUse(
        Text("核销表的编码不是 UTF-8 或 GBK。", "allocations.csv is neither UTF-8 nor GBK")
    )


def extended(text: str, values: Sequence[dict[str, str]], path: Path) -> str:
    """The CSV text with the rows added under the columns it has; columns it lacks come last."""
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    lines = [
        line for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if line
    ]
    header, found = _header(lines, path)
    needed = [name for name in _COLUMNS if name not in found and any(row[name] for row in values)]
    lines[header] += needed
    lines += [[row.get(name, "") for name in (*found, *needed)] for row in values]
    buffer = io.StringIO(newline="")
    ending = "\r\n" if "\r\n" in text else "\n"
    csv.writer(buffer, delimiter=delimiter, lineterminator=ending).writerows(
        line + [""] * (len(lines[header]) - len(line)) if place > header else line
        for place, line in enumerate(lines)
    )
    return buffer.getvalue()


def _header(lines: Sequence[Sequence[str]], path: Path) -> tuple[int, list[str]]:
    """The place of the header among the lines, and the English name of each of its columns."""
    find = TABLES["allocations"].find
    for place, line in enumerate(lines):
        found = [column.name if (column := find(cell)) else "" for cell in line]
        if {"credit_no", "invoice_no", "amount"} <= set(found):
            return place, found
    raise WrongUse(
        Text(f"在 {path} 里找不到核销表的表头。", f"no header of allocations found in {path}")
    )


def _rewrite(path: Path, loaded: Loaded, tables: Tables) -> Path:
    """Write a new workbook with everything that was read and the rows added."""
    write_book(path, tables, settings=loaded.source.settings, extras=loaded.source.extras)
    return path


def fixed_tables(tables: Tables, rows: AllocationRows) -> Tables:
    """The tables with the rows added to the allocations."""
    old = tables.get("allocations", empty_table("allocations"))
    return {**tables, "allocations": _joined(old, rows)}


def prove(tables: Tables, policy: Policy, rows: AllocationRows) -> None:
    """Nothing, if the tables with the rows give the same open items without FIFO.

    Raises:
        WrongUse: they do not, because allocations after the day need the same money.
    """
    fixed, problems = build(tables, policy)
    if fixed is not None:
        before, after = settle(rows.ledger, rows.as_of), settle(fixed, rows.as_of, "explicit")
        if np.array_equal(before.open, after.open):
            return
    found = errors(problems)[:1]
    day = iso(rows.as_of)
    raise WrongUse(
        Text(
            f"截至 {day} 的先进先出与该日之后的核销冲突，未写入；请用更晚的 --as-of。"
            + "".join(problem.text("zh") for problem in found),
            f"FIFO on {day} conflicts with allocations after it; nothing was written, use a later "
            "--as-of. " + "".join(problem.text("en") for problem in found),
        )
    )


def _joined(old: Table, rows: AllocationRows) -> Table:
    """The table of allocations with the rows at its end."""
    ledger, documents = rows.ledger, rows.ledger.documents
    scales = np.array([SCALE // 10 ** decimals(code) for code in ledger.currencies], np.int64)
    instalment = documents.instalment[rows.debit]
    added: dict[str, Column] = {
        "credit_no": documents.number[rows.credit],
        "invoice_no": documents.number[rows.debit],
        "instalment": np.where(instalment == 0, NO_INT, instalment).astype(np.int32),
        "amount": rows.amount * scales[documents.currency[rows.credit]],
        "date": rows.date,
    }
    columns = {}
    for column in TABLES["allocations"].columns:
        kind = TYPED[column.kind]
        dtype, absent = ABSENT[kind]
        new: Any = added.get(column.name, np.full(len(rows), absent, dtype))
        columns[column.name] = np.concatenate([old.column(column.name, kind), new])
    last = int(old.rows.max()) if len(old) else 1
    places = np.arange(last + 1, last + 1 + len(rows), dtype=np.int32)
    return Table("allocations", columns, np.concatenate([old.rows, places]))
