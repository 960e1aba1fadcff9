"""The accounts of a statement and the balances of a confirmation, as the templates take them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xlar.core.buckets import label_name
from xlar.documents.figures import amount, day, item_number, short_day
from xlar.documents.render.plain import breakable, plain
from xlar.documents.render.printed_tables import items_table
from xlar.documents.render.tabular import Column, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlar.core.problems import Language
    from xlar.documents.content import Block, Item, Statement
    from xlar.documents.render.printed_tables import Labels

_ACROSS: Final = 7  # buckets in one row of the strip


def blocks(document: Statement, labels: Labels) -> list[dict[str, Any]]:
    """One account per currency for ``statement.typ``."""
    single = len(document.blocks) == 1
    return [
        _block(block, document.language, labels, document.capitals if single else "")
        for block in document.blocks
    ]


def _block(block: Block, language: Language, labels: Labels, capitals: str) -> dict[str, Any]:
    code = block.currency
    movements = _part(labels["movements"], _movements(block, labels), capitals=capitals)
    items = items_table(block.items, code, language, labels)
    parts = [movements, _part(labels["open_items"], items)]
    if block.unapplied:
        credits_table = _unapplied(block.unapplied, code, language, labels)
        parts.append(_part(labels["unapplied"], credits_table))
    if block.bills:
        parts.append(_part(labels["bills"], _bills(block, labels)))
    return {
        "code": f"{labels.captioned('currency')}{code}",
        "title": f"{labels.captioned('currency')}{code}",
        "summary": _summary(block, labels),
        "tables": parts,
        "aging": _strip(block, language, labels["aging"]),
        "checks": _checks(block, labels),
    }


def _part(caption: str, rows: dict[str, Any] | None, capitals: str = "") -> dict[str, Any]:
    return {"caption": caption, "table": rows, "capitals": plain(capitals)}


def _turnover(block: Block) -> tuple[int, int]:
    debit = sum(movement.debit for movement in block.movements)
    return debit, sum(movement.credit for movement in block.movements)


def _summary(block: Block, labels: Labels) -> list[list[str]]:
    debit, credit = _turnover(block)
    figures = {
        "opening": block.opening,
        "debit": debit,
        "credit": credit,
        "closing": block.closing,
    }
    return [[labels[name], amount(minor, block.currency)] for name, minor in figures.items()]


def _movements(block: Block, labels: Labels) -> dict[str, Any]:
    """The movements between an opening row and the rows of period total and closing balance."""
    code, lines = block.currency, block.movements
    debit, credit = _turnover(block)

    def figures(name: str, first: str, minor: list[int], foot: list[str]) -> Column:
        cells = [first, *(amount(one, code) if one else "" for one in minor)]
        return Column(labels[name], cells, right=True, foot=foot)

    balances_ = [labels["balance"], [amount(line.balance, code) for line in lines]]
    columns = [
        Column(labels["date"], ["", *(short_day(line.date) for line in lines)], foot=["", ""]),
        Column(
            labels["kind"],
            [labels["opening"], *(labels[f"kind_{line.kind}"] for line in lines)],
            foot=[labels["turnover"], labels["closing"]],
        ),
        Column(
            labels["item_number"],
            ["", *(line.number for line in lines)],
            elastic=True,
            foot=["", ""],
        ),
    ]
    if any(line.reference for line in lines):
        references = ["", *(line.reference for line in lines)]
        columns.append(Column(labels["reference"], references, elastic=True, foot=["", ""]))
    columns += [
        figures("debit", "", [line.debit for line in lines], [amount(debit, code), ""]),
        figures("credit", "", [line.credit for line in lines], [amount(credit, code), ""]),
        Column(
            str(balances_[0]),
            [amount(block.opening, code), *balances_[1]],
            right=True,
            foot=["", amount(block.closing, code)],
        ),
    ]
    return table(columns)


def _unapplied(
    items: Sequence[Item], code: str, language: Language, labels: Labels
) -> dict[str, Any]:
    total = amount(sum(item.open for item in items), code)
    numbers = [item_number(item.number, item.instalment, language) for item in items]
    dates = [short_day(item.document_date) for item in items]
    amounts = [amount(item.amount, code) for item in items]
    opened = [amount(item.open, code) for item in items]
    return table(
        [
            Column(labels["item_number"], numbers, elastic=True, foot=[labels["total"]]),
            Column(labels["document_date"], dates, foot=[""]),
            Column(labels["amount"], amounts, right=True, foot=[""]),
            Column(labels["balance"], opened, right=True, foot=[total]),
        ]
    )


def _bills(block: Block, labels: Labels) -> dict[str, Any]:
    code = block.currency
    total = amount(sum(bill[2] for bill in block.bills), code)
    numbers = [bill[0] for bill in block.bills]
    amounts = [amount(bill[2], code) for bill in block.bills]
    return table(
        [
            Column(labels["bill_no"], numbers, elastic=True, foot=[labels["total"]]),
            Column(labels["bill_due"], [short_day(bill[1]) for bill in block.bills], foot=[""]),
            Column(labels["sum"], amounts, right=True, foot=[total]),
        ]
    )


def _strip(block: Block, language: Language, caption: str) -> dict[str, Any]:
    """Buckets in rows of at most seven, and the share of each in the bar above them."""
    buckets = [
        (place, plain(label_name(label, language)), minor)
        for place, (label, minor) in enumerate(block.aging)
    ]
    rows = -(-len(buckets) // _ACROSS)
    across = -(-len(buckets) // rows) if rows else 0
    cells = [[place, name, amount(minor, block.currency)] for place, name, minor in buckets]
    return {
        "caption": caption,
        "columns": across,
        "rows": [cells[start : start + across] for start in range(0, len(cells), across or 1)],
        "shares": [[place, minor] for place, _, minor in buckets if minor > 0],
    }


def _checks(block: Block, labels: Labels) -> list[str]:
    """The two equations a reader can recalculate, and the tie to the aging report."""
    code = block.currency
    debit, credit = _turnover(block)
    open_, rest = sum(one.open for one in block.items), sum(one.open for one in block.unapplied)
    closing = amount(block.closing, code)
    first = f"{amount(block.opening, code)} + {amount(debit, code)} - {amount(credit, code)}"
    second = f"{amount(open_, code)} {'-' if rest < 0 else '+'} {amount(abs(rest), code)}"
    return [
        f"{labels.captioned('check_movements')}{first} = {closing}",
        f"{labels.captioned('check_items')}{second} = {closing}",
        f"{labels.captioned('check')}{amount(block.check, code)}",
    ]


def slip(document: Statement) -> dict[str, Any]:
    """The balances on the confirmation slip."""
    return {
        "lines": [
            {
                "code": block.currency,
                "closing": f"{block.currency} {amount(block.closing, block.currency)}",
            }
            for block in document.blocks
        ]
    }


def balances(document: Statement, labels: Labels) -> dict[str, Any]:
    """The table of a confirmation: what they owe and what is owed to them, per currency."""
    rows = document.blocks
    as_of = day(document.as_of, document.language)

    def column(name: str, sign: int) -> Column:
        amounts = [sign * block.closing for block in rows]
        cells = [
            amount(minor, block.currency) if minor > 0 or (minor == 0 and sign > 0) else ""
            for minor, block in zip(amounts, rows, strict=True)
        ]
        return Column(labels[name], cells, right=True)

    return table(
        [
            Column(labels["as_of"], [as_of] * len(rows)),
            Column(labels["currency"], [block.currency for block in rows]),
            column("owed_to_us", 1),
            column("owed_by_us", -1),
            Column(labels["remarks"], [breakable("")] * len(rows), elastic=True),
        ]
    )
