"""Things worth telling about an export before its ledger is built."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from xlar.core.build.findings import plain_amount
from xlar.core.columns import NO_AMOUNT
from xlar.core.problems import Message, Text
from xlar.tables.findings import is_blank
from xlar.tables.grid import found
from xlar.tables.schema import TABLES
from xlar.workbook.importer.typed import symbols_in

if TYPE_CHECKING:
    from xlar.workbook.importer.model import Raw
    from xlar.workbook.importer.notes import Notes
    from xlar.workbook.importer.options import Options
    from xlar.workbook.importer.parts import Merged, Part

_MOST_WORDS: Final = 60  # a column of more distinct words is no list of choices
_NUMBERS: Final = {"customers": ("customer_id",), "invoices": ("invoice_no", "instalment")}
_CURRENCIES: Final = {
    "$": frozenset({"USD", "AUD", "CAD", "HKD", "SGD", "NZD", "TWD", "MXN", "BRL", "CLP", "COP"}),
    "€": frozenset({"EUR"}),
    "£": frozenset({"GBP", "EGP", "LBP"}),
    "¥": frozenset({"CNY", "JPY"}),
    "￥": frozenset({"CNY", "JPY"}),
}

SAME_NUMBER: Final = Message(
    "same_number",
    "error",
    Text(
        "与第 {other} 行同号，但内容不同：{differences}",
        "the same number as row {other}, with other contents: {differences}",
    ),
    Text("每个号码一行", "one row for each number"),
    Text(
        "请更正其中一行；若是同一单据的明细行，请先汇总，或在 map.toml 用两列组成单据号："
        'invoice_no = ["单据号", "行号"]',
        "Correct one of them; if they are lines of one document, add them up first, or make up the"
        ' number of two columns in map.toml: invoice_no = ["number", "line"]',
    ),
)
ZEROS_LOST: Final = Message(
    "leading_zeros",
    "warning",
    Text(
        "{count} 个号码以数字保存且长短不一（如 {samples}）：如果原来有前导零，已经丢失且无法还原",
        "{count} identifiers are stored as numbers of different lengths (such as {samples}):"
        " leading zeros, if there were any, are lost and cannot be restored",
    ),
    Text("以文本保存的号码", "identifiers stored as text"),
    Text(
        "不影响金额；需要原号码时请由原系统重新导出，并以文本打开该列",
        "No figure depends on it; for the original numbers export again and keep the column text",
    ),
)
NET_AND_TAX: Final = Message(
    "net_and_tax",
    "warning",
    Text(
        "{count} 行的不含税金额 + 税额 ≠ 金额（如 {samples}），最大差 {most}",
        "net + tax is not the amount in {count} rows (such as {samples}), by at most {most}",
    ),
    Text("", ""),
    Text("按含税金额导入；请核对税额", "The gross amount was imported; check the tax"),
)
CURRENCY_SYMBOL: Final = Message(
    "currency_symbol",
    "warning",
    Text(
        "金额带有“{symbol}”（{count} 处），而单据币种按 {currency} 处理",
        "amounts carry {symbol} ({count} times), while the documents count as {currency}",
    ),
    Text("", ""),
    Text(
        '请在 map.toml 的 [options] 写 currency = "USD" 等说明币种',
        'State it in map.toml under [options], such as currency = "USD"',
    ),
)


def report_same_numbers(merged: Merged, notes: Notes) -> set[int]:
    """Report entries of one number and different contents; their places."""
    names = _NUMBERS.get(merged.name)
    if names is None or names[0] not in merged.columns:
        return set()
    columns = [merged.columns[name].tolist() for name in names if name in merged.columns]
    first: dict[Any, int] = {}
    again = set()
    for place, key in enumerate(zip(*columns, strict=True)):
        other = first.setdefault(key, place)
        if other != place and key[0]:
            again.add(place)
            merged.problem(
                notes, SAME_NUMBER, place, names[0], found=str(key[0]),
                other=merged.where(other), differences=_differences(merged, other, place),
            )  # fmt: skip
    return again


def _differences(merged: Merged, one: int, two: int) -> str:
    """Which cells of two entries differ, with both values."""
    rows = []
    for place in (one, two):
        part = merged.parts[merged.part_of[place]]
        cells = part.grid.row(int(part.places[merged.place_of[place]]))
        rows.append(dict(zip(part.grid.header, cells, strict=True)))
    seen = [
        f"{header} {_show(rows[0][header])} / {_show(rows[1][header])}"
        for header in rows[0].keys() & rows[1].keys()
        if rows[0][header] != rows[1][header]
    ]
    return ", ".join(sorted(seen)[:4])


def _show(cell: Raw) -> str:
    return '""' if is_blank(cell) else found(cell)


def report_lost_zeros(part: Part, notes: Notes) -> None:
    """Warn of identifiers that a spreadsheet keeps as numbers of different lengths."""
    name = TABLES[part.table].columns[0].name
    header = part.headers.get(name)
    if header not in part.grid.header:
        return
    cells = part.grid.columns[part.grid.header.index(header)]
    numbers = [
        found(cell)
        for cell in cells
        if isinstance(cell, int | float) and not isinstance(cell, bool)
    ]
    lengths = sorted({len(number) for number in numbers})
    if len(lengths) > 1 and lengths[-1] >= 6:
        samples = ", ".join(next(n for n in numbers if len(n) == size) for size in lengths[:3])
        notes.problem(ZEROS_LOST, part.grid, None, header, count=len(numbers), samples=samples)


def report_net_and_tax(invoices: Merged, notes: Notes) -> None:
    """Warn where net amount and tax do not make up the amount."""
    if not (invoices.has("net_amount") and invoices.has("tax") and invoices.has("amount")):
        return
    net, tax, gross = (invoices.columns[name] for name in ("net_amount", "tax", "amount"))
    given = (net != NO_AMOUNT) & (tax != NO_AMOUNT) & (gross != NO_AMOUNT)
    difference = np.where(given, net + tax - gross, 0)
    wrong = np.flatnonzero(difference)
    if len(wrong):
        samples = "; ".join(
            f"{invoices.where(place)}: {plain_amount(int(net[place]))}"
            f" + {plain_amount(int(tax[place]))} / {plain_amount(int(gross[place]))}"
            for place in wrong[:3].tolist()
        )
        most = plain_amount(int(np.abs(difference).max()))
        invoices.problem(
            notes,
            NET_AND_TAX,
            int(wrong[0]),
            "amount",
            count=len(wrong),
            samples=samples,
            most=most,
        )


def report_currency(invoices: Merged, options: Options, base: str, notes: Notes) -> None:
    """Say which currency documents count in where the source states none."""
    if invoices.has("currency"):
        return
    currency = options.currency or base
    notes.step(
        Text(
            f"没有币种列：单据按 {currency} 处理",
            f"no column of currency: documents count as {currency}",
        ),
        len(invoices),
    )
    for part in invoices.parts:
        header = part.headers.get("amount")
        if header not in part.grid.header:
            continue
        symbols = symbols_in(part.grid.columns[part.grid.header.index(header)])
        for symbol, count in symbols.items():
            if currency not in _CURRENCIES[symbol]:
                notes.problem(
                    CURRENCY_SYMBOL, part.grid, None, header,
                    symbol=symbol, count=count, currency=currency,
                )  # fmt: skip


def report_spellings(part: Part, notes: Notes) -> None:
    """Tell of columns in which one word is spelled in several ways, or some cells are blank."""
    for header, cells in zip(part.grid.header, part.grid.columns, strict=True):
        words = [cell.strip() for cell in cells if isinstance(cell, str)]
        distinct = Counter(cell for cell in cells if isinstance(cell, str))
        if not 1 < len({word for word in words if word}) <= _MOST_WORDS or len(words) < 3 * len(
            distinct
        ):
            continue
        if any(_numeric(word) for word in distinct):
            continue
        _report_words(part, header, distinct, notes)
        blank = len(cells) - sum(count for word, count in distinct.items() if word.strip())
        if 2 * blank < len(cells):
            notes.step(
                Text(
                    f"{part.grid.label}“{header}”有空白",
                    f"{part.grid.label}, {header}: blank cells",
                ),
                blank,
            )


def _numeric(word: str) -> bool:
    return bool(re.fullmatch(r"[\s\d.,$€£¥￥%/:-]+", word))


def _report_words(part: Part, header: str, distinct: Counter[str], notes: Notes) -> None:
    groups: dict[str, list[str]] = {}
    for word in distinct:
        groups.setdefault(re.sub(r"[\W_]+", "", word.casefold()), []).append(word)
    several = {form: words for form, words in groups.items() if form and len(words) > 1}
    notes.step(
        Text(
            f"{part.grid.label}“{header}”同一词有几种写法",
            f"{part.grid.label}, {header}: one word spelled in several ways",
        ),
        sum(distinct[word] for words in several.values() for word in words),
        [" / ".join(map(repr, words)) for words in several.values()],
    )
