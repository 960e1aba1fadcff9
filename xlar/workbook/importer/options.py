"""What the user decides about an import: options of the command line and the file map.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from xlar.core.dates import parse_iso
from xlar.core.errors import BadPolicy, BadValue
from xlar.core.money import currency_code
from xlar.core.problems import Text
from xlar.core.settings import build_settings, require
from xlar.core.terms import EXAMPLES, parse_term
from xlar.tables.schema import TABLES
from xlar.workbook.importer.targets import target

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from xlar.workbook.importer.model import DateOrder


def _nothing() -> Any:
    return field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Options:
    """How an import treats what it finds.

    Attributes:
        date_order: order of day, month and year in dates such as 03/04/2026.
        mixed_orders: dates that cannot be read in that order are an error, or are read in the only
            order possible and listed.
        date_window: first and last day the documents and payments can have; a date outside it whose
            day and month exchanged give one inside is exchanged and listed.
        repair_swapped_dates: undo the damage of a wrong regional setting.
        real_dates: real dates that look damaged are an error, or right as they are.
        recompute_due: due dates follow from invoice date and term, whatever the source says.
        duplicates: rows repeated in full are set aside, an error, or kept.
        unknown_customers: customers that documents name and the list lacks are an error, or added.
        paid_without_date: invoices whose status says paid, where no date of payment is stated, are
            an error or set aside.
        currency: currency of documents that state none.
        base_currency: currency of the books.
        as_of: the day looked from, written on the sheet 参数.
        settled_on, amount_paid, clearing_document: headers, as under ``[columns]``.
    """

    date_order: Literal["mdy", "dmy", "ymd"] | None = None
    mixed_orders: Literal["error", "read"] = "error"
    date_window: tuple[str, str] | None = None
    repair_swapped_dates: bool = False
    real_dates: Literal["check", "as_is"] = "check"
    recompute_due: bool = False
    duplicates: Literal["set_aside", "error", "keep"] = "set_aside"
    unknown_customers: Literal["error", "add"] = "error"
    paid_without_date: Literal["error", "set_aside"] = "error"
    currency: str | None = None
    base_currency: str | None = None
    as_of: str | None = None
    settled_on: str | None = None
    amount_paid: str | None = None
    clearing_document: str | None = None

    def __post_init__(self) -> None:
        for name in ("currency", "base_currency"):
            code = getattr(self, name)
            if code is not None:
                object.__setattr__(self, name, _checked(currency_code, code, name, _CURRENCY))
        for name, days in (("date_window", self.date_window or ()), ("as_of", (self.as_of,))):
            for day in days:
                if day is not None:
                    _checked(parse_iso, day, name, _DAY)
        first, last = self.window or (0, 0)
        require(first <= last, "options.date_window", "第一天不晚于最后一天", "the first day first")

    @property
    def window(self) -> tuple[int, int] | None:
        """The date window as day numbers."""
        return (
            None
            if self.date_window is None
            else (
                parse_iso(self.date_window[0]),
                parse_iso(self.date_window[1]),
            )
        )


_CURRENCY: Final = Text("币种代码，如 CNY、USD", "a currency code such as CNY or USD")
_DAY: Final = Text('日期，如 "2026-06-30"', 'a date such as "2026-06-30"')


def _checked(parse: Any, value: str, name: str, expected: Text) -> Any:
    try:
        return parse(value)
    except BadValue as mistake:
        raise BadPolicy(
            Text(
                f"设置 options.{name}：发现 {value!r}，应为{expected.zh}。",
                f"setting options.{name}: found {value!r}, expected {expected.en}",
            )
        ) from mistake


@dataclass(frozen=True)
class ColumnMap:
    """What map.toml says.

    Attributes:
        options: the section ``[options]``.
        columns: headers by table (``""`` = whichever table has the column) and column name; several
            headers are joined, none leaves the column empty.
        tables: table, or ``ignore``, by name of sheet or file.
        terms: terms of payment by the code the source uses; ``""`` leaves them blank.
        values: our words by column and word of the source.
        date_orders: order of day and month by column, before ``options.date_order``.
    """

    options: Options = Options()
    columns: Mapping[str, Mapping[str, tuple[str, ...]]] = _nothing()
    tables: Mapping[str, str] = _nothing()
    terms: Mapping[str, str] = _nothing()
    values: Mapping[str, Mapping[str, str]] = _nothing()
    date_orders: Mapping[str, DateOrder] = _nothing()

    @property
    def headers(self) -> frozenset[str]:
        """Every header the map names."""
        return frozenset(
            header
            for columns in self.columns.values()
            for headers in columns.values()
            for header in headers
        )


def read_map(path: Path) -> ColumnMap:
    """The map a TOML file states.

    Raises:
        BadPolicy: not TOML, an unknown section, name or value.
        OSError: the file cannot be read.
    """
    try:
        values = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as mistake:
        raise BadPolicy(
            Text(f"{path.name} 不是有效的 TOML：{mistake}", f"{path.name} is not TOML: {mistake}")
        ) from mistake
    return column_map(values)


def column_map(values: Mapping[str, Any]) -> ColumnMap:
    """The map stated by nested mappings, as ``tomllib`` reads them.

    Raises:
        BadPolicy: an unknown section, name or value.

    >>> column_map({"columns": {"invoice_no": "Ref"}}).columns[""]["invoice_no"]
    ('Ref',)
    """
    sections = {"options", "columns", "tables", "terms", "values", "date_orders"}
    for name in values:
        require(name in sections, name, "、".join(sorted(sections)), ", ".join(sorted(sections)))
    for name in sections & set(values):
        require(isinstance(values[name], dict), name, "一节（表）", "a section (table)")
    found = build_settings(Options, _plain_days(values.get("options", {})), "options.")
    columns = _columns(values.get("columns", {}))
    for name in ("settled_on", "amount_paid", "clearing_document"):
        header = getattr(found, name)
        if header is not None:
            columns.setdefault("invoices", {}).setdefault(name, (header,))
    return ColumnMap(
        found,
        columns,
        _words(values.get("tables", {}), "tables", {*TABLES, "ignore"}),
        _terms(values.get("terms", {})),
        {name: _words(words, f"values.{name}") for name, words in values.get("values", {}).items()},
        _date_orders(values.get("date_orders", {})),
    )


def _plain_days(options: Mapping[str, Any]) -> dict[str, Any]:
    """The options with TOML's own dates as text."""

    def plain(value: Any) -> Any:
        if isinstance(value, list):
            return [plain(entry) for entry in value]
        return value.isoformat() if hasattr(value, "isoformat") else value

    return {name: plain(value) for name, value in options.items()}


def _columns(section: Mapping[str, Any]) -> dict[str, dict[str, tuple[str, ...]]]:
    columns: dict[str, dict[str, tuple[str, ...]]] = {}
    for name, value in section.items():
        if isinstance(value, dict):
            require(
                name in TABLES,
                f"columns.{name}",
                "表名：" + "、".join(TABLES),
                "a table: " + ", ".join(TABLES),
            )
            for column, headers in value.items():
                _known(name, column)
                columns.setdefault(name, {})[column] = _headers(headers, f"columns.{name}.{column}")
        else:
            _known("", name)
            columns.setdefault("", {})[name] = _headers(value, f"columns.{name}")
    return columns


def _known(table: str, column: str) -> None:
    """Complain about a column that no table has."""
    tables = [table] if table else list(TABLES)
    if any(target(name, column) for name in tables):
        return
    import difflib  # only for a mistake

    from xlar.workbook.importer.targets import targets

    known = sorted({c.name for name in tables for c, _ in targets(name)})
    near = difflib.get_close_matches(column, known, 3) or known
    require(
        False,
        f"columns.{column}",
        "列名，如 " + "、".join(near),
        "a column such as " + ", ".join(near),
    )


def _headers(value: Any, name: str) -> tuple[str, ...]:
    headers = [value] if isinstance(value, str) else value
    fits = isinstance(headers, list) and all(isinstance(header, str) for header in headers)
    require(fits, name, "表头文字，或表头的列表", "a header, or a list of headers")
    return tuple(header for header in headers if header)


def _words(section: Any, name: str, allowed: set[str] | None = None) -> dict[str, str]:
    require(isinstance(section, dict), name, "一节（表）", "a section (table)")
    for word, value in section.items():
        require(isinstance(value, str), f"{name}.{word}", "文字", "a text")
        if allowed is not None:
            known = sorted(allowed)
            require(value in allowed, f"{name}.{word}", "、".join(known), ", ".join(known))
    return dict(section)


def _date_orders(section: Any) -> dict[str, DateOrder]:
    orders = _words(section, "date_orders", {"dmy", "mdy", "ymd"})
    for name in orders:
        _known("", name)
    return cast("dict[str, DateOrder]", orders)


def _terms(section: Any) -> dict[str, str]:
    words = _words(section, "terms")
    for code, term in words.items():
        if term:
            try:
                parse_term(term)
            except BadValue as mistake:
                raise BadPolicy(
                    Text(
                        f"设置 terms.{code}：发现 {term!r}，应为账期，如 {EXAMPLES}。",
                        f"setting terms.{code}: found {term!r}, expected a term such as {EXAMPLES}",
                    )
                ) from mistake
    return words


def overridden(
    options: Options,
    *,
    date_order: DateOrder | None = None,
    repair_swapped_dates: bool = False,
) -> Options:
    """The options of the map with those of the command line before them."""
    return replace(
        options,
        date_order=date_order or options.date_order,
        repair_swapped_dates=repair_swapped_dates or options.repair_swapped_dates,
    )
