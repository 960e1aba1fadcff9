"""The allowance, its roll rates and what auditors ask beside it, tabulated."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from xlar.core.buckets import label_name
from xlar.core.columns import NO_AMOUNT, NO_DAY
from xlar.core.dates import iso
from xlar.core.money import format_minor
from xlar.core.problems import Text
from xlar.core.provision import (
    ENTRIES,
)
from xlar.frames.cells import TOTAL
from xlar.frames.fields import FIELDS
from xlar.frames.tabulated import Footing, Tabulated, hundred_millionths

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from xlar.core.columns import Column, Int64s
    from xlar.core.ledger import Ledger
    from xlar.core.provision import (
        Entry,
        Movement,
        OffBook,
        ProvisionReport,
        Reclassification,
        RollReport,
        SubsequentReceipts,
        TaxLosses,
        TieOut,
    )

TITLES: Final[Mapping[str, Text]] = {
    "allowance": Text("坏账准备", "Loss allowance"),
    "rolls": Text("迁徙率", "Roll rates"),
    "tie_out": Text("账龄勾稽", "Aging tie-out"),
    "reclassification": Text("重分类", "Reclassification"),
    "subsequent": Text("期后回款", "Subsequent receipts"),
    "tax": Text("可税前扣除的坏账", "Losses for income tax"),
    "off_book": Text("账销案存", "Written off, still claimed"),
}
_MOVEMENT: Final[Mapping[str, Text]] = {
    "opening": Text("期初准备", "Opening"),
    "charge": Text("加：计提", "Charge"),
    "reversal": Text("减：转回", "Reversal"),
    "written_off": Text("减：核销", "Written off"),
    "recovered": Text("加：收回", "Recovered"),
    "other": Text("其他变动", "Other"),
    "closing": Text("期末准备", "Closing"),
}
_METHOD: Final = Text("方法", "method")
_UNTIL: Final = Text("收款截至", "receipts up to")
_METHODS: Final = {
    "percentage": Text("账龄百分比", "aging percentages"),
    "roll_rates": Text("迁徙率", "roll rates"),
}
_GAAP: Final = Text("准则", "standard")
_STANDARDS: Final = {
    "cas": Text("企业会计准则", "CAS"),
    "small": Text("小企业会计准则（不计提）", "small companies: no allowance"),
}


def provision_table(report: ProvisionReport) -> Tabulated:
    """The allowance by portfolio and band, customers on their own, movement and entries below."""
    ledger, own = report.ledger, report.own.customer
    names, blank = ledger.customers.name, [""] * len(report)
    place = np.r_[report.currency, report.own.currency].astype(np.int64)
    codes = [ledger.currencies[one] for one in place.tolist()]
    values: dict[str, Any] = {
        "portfolio": [*report.portfolio.tolist(), *ledger.customers.portfolio[own].tolist()],
        "customer_id": [*blank, *ledger.customers.id[own].tolist()],
        "name": [*blank, *names[own].tolist()],
        "currency": codes,
        "band": [*(report.labels[one] for one in report.band.tolist()), *["individual"] * len(own)],
        "balance": np.r_[report.balance, report.own.balance],
        "loss_rate": _ratios([*report.rate, *report.own.rate]),
        "allowance": np.r_[report.allowance, report.own.allowance],
        "individual_reason": [*blank, *ledger.records.allowances.reason[report.own.row].tolist()],
    }
    fields = tuple(FIELDS[name] for name in values)
    settings = report.settings
    return Tabulated(
        "provision",
        TITLES["allowance"],
        report.as_of,
        tuple(_with_bands(one, report.labels) for one in fields),
        values,
        codes,
        (
            (_METHOD, _METHODS[settings.method]),
            (_GAAP, _STANDARDS[settings.gaap]),
            *_unstated(report),
        ),
        (
            *_sums(values, codes),
            *(footing for _, footing in _too_large(report)),
            *_movements(report.movements),
            *_booked(report.entries),
        ),
        {
            "method": settings.method,
            "gaap": settings.gaap,
            "bands": list(report.labels),
            "movement": {
                code: {name: format_minor(getattr(one, name), code) for name in _MOVEMENT}
                for code, one in report.movements.items()
            },
            "entries": [_plain(one) for one in report.entries],
            "check": {code: format_minor(rest, code) for code, rest in report.check.items()},
            "above_balance": [one for one, _ in _too_large(report)],
        },
    )


def _unstated(report: ProvisionReport) -> list[tuple[Text, Text]]:
    """A note for the currencies whose opening allowance nobody stated."""
    stated, small = report.settings.opening, report.settings.gaap == "small"
    missing = [code for code, one in report.movements.items() if one.closing and code not in stated]
    if small or not missing:
        return []
    codes = ", ".join(missing)
    told = Text(
        f"{codes} 未填，按 0（参数 provision.opening）", f"not stated for {codes}, taken as 0"
    )
    return [(_MOVEMENT["opening"], told)]


def _too_large(report: ProvisionReport) -> list[tuple[dict[str, str], Footing]]:
    """Each amount assessed above the balance, which it counts up to: for JSON, and for people."""
    ledger, own = report.ledger, report.own
    allowances, customers = ledger.records.allowances, ledger.customers
    found = []
    for row, left in zip(own.excess.tolist(), own.excess_balance.tolist(), strict=True):
        customer = allowances.customer[row]
        who, code = customers.id[customer], ledger.currencies[customers.currency[customer]]
        amount, balance = format_minor(int(allowances.amount[row]), code), format_minor(left, code)
        line = int(allowances.row[row])
        told = Text(
            f"{who} 的单项计提 {amount} 大于余额 {balance}（单项计提第 {line} 行），按余额计提",
            f"{who}: {amount} assessed is above the balance of {balance} (Individual Allowances, "
            f"row {line}) and counts up to it",
        )
        plain = {"customer_id": who, "currency": code, "amount": amount, "balance": balance}
        found.append((plain, Footing("", told, {"currency": code}, code)))
    return found


def _with_bands(field: Any, labels: Sequence[str]) -> Any:
    """The column of bands with the names of these."""
    if field.name != "band":
        return field
    words = {one: Text(label_name(one, "zh"), label_name(one, "en")) for one in labels}
    own = {"individual": Text("单项计提", "individual")}
    return type(field)(field.name, field.title, field.kind, words | own, field.rank)


def _sums(values: Mapping[str, Any], codes: Sequence[str]) -> list[Footing]:
    currencies = np.array(codes, object)
    footings = []
    for code in sorted(set(codes)):
        mine = currencies == code
        sums = {name: int(values[name][mine].sum()) for name in ("balance", "allowance")}
        footings.append(Footing("totals", TOTAL, {"currency": code, **sums}, code))
    return footings


def _movements(movements: Mapping[str, Movement]) -> list[Footing]:
    """The movement for people, its lines with something in them; JSON has it among the facts."""
    return [
        Footing("", label, {"currency": code, "allowance": _signed(one, name)}, code)
        for code, one in movements.items()
        for name, label in _MOVEMENT.items()
        if getattr(one, name) or name in ("opening", "closing")
    ]


def _signed(movement: Movement, name: str) -> int:
    amount: int = getattr(movement, name)
    return -amount if name in ("reversal", "written_off") else amount


def _booked(entries: Sequence[Entry]) -> list[Footing]:
    return [
        Footing(
            "",
            Text(
                f"借 {ENTRIES[one.debit].zh}　贷 {ENTRIES[one.credit].zh}",
                f"Dr {ENTRIES[one.debit].en}, Cr {ENTRIES[one.credit].en}",
            ),
            {"currency": one.currency, "allowance": one.amount},
            one.currency,
        )
        for one in entries
    ]


def _plain(entry: Entry) -> dict[str, str]:
    return {
        "purpose": entry.purpose,
        "debit": entry.debit,
        "credit": entry.credit,
        "currency": entry.currency,
        "amount": format_minor(entry.amount, entry.currency),
    }


def _ratios(rates: Sequence[Fraction | None]) -> Int64s:
    scaled = [
        NO_AMOUNT if rate is None else hundred_millionths(rate.numerator, rate.denominator)
        for rate in rates
    ]
    return np.array(scaled, np.int64)


def rolls_table(report: RollReport) -> Tabulated:
    """Every window of the roll rates, then their mean and the loss rate that follows."""
    rolls, ledger = report.rolls, report.ledger
    rows: list[tuple[Any, ...]] = []
    for group, loss in enumerate(rolls.loss):
        if not rolls.base[:, group].any():
            continue
        portfolio, code = report.portfolio[group], ledger.currencies[report.currency[group]]
        for band, label in enumerate(report.labels):
            key = (portfolio, code, label)
            for window in range(len(rolls.days) - 1) if band < len(rolls.mean[group]) else ():
                amounts = (rolls.base, rolls.kept, rolls.lost)
                figures = (int(one[window, group, band]) for one in amounts)
                rate = rolls.rate(window, group, band)
                days = rolls.days[window], rolls.days[window + 1]
                rows.append((*key, "window", *days, *figures, rate, None))
            mean = rolls.mean[group][band] if band < len(rolls.mean[group]) else None
            nothing = (NO_DAY, NO_DAY, NO_AMOUNT, NO_AMOUNT, NO_AMOUNT)
            rows.append((*key, "mean", *nothing, mean, loss[band]))
    names_of = (
        "portfolio", "currency", "band", "roll_row", "window_from", "window_to", "balance",
        "still_open", "written_off", "roll_rate", "loss_rate",
    )  # fmt: skip
    columns = dict(zip(names_of, zip(*rows, strict=True), strict=True)) if rows else {}
    values: dict[str, Any] = {name: list(columns.get(name, ())) for name in names_of}
    for name in ("roll_rate", "loss_rate"):
        values[name] = _ratios(values[name])
    fields = tuple(_with_bands(FIELDS[name], report.labels) for name in names_of)
    notes = ((_METHOD, _METHODS["roll_rates"]),)
    return Tabulated(
        "rolls", TITLES["rolls"], report.as_of, fields, values, values["currency"], notes
    )


def tie_out_table(report: TieOut) -> Tabulated:
    """The bands that hold more than could have grown into them, with their items."""
    numbers = report.ledger.documents.number
    values = _owners(report.ledger, report.customer, report.currency) | {
        "band": [report.labels[one] for one in report.band.tolist()],
        "balance": report.balance,
        "source_balance": report.source,
        "documents": ["、".join(numbers[rows].tolist()) for rows in report.items],
    }
    return _listed("tie_out", report.as_of, values, report.labels)


def reclassification_table(report: Reclassification) -> Tabulated:
    """The customers with a net credit, and both sides of the balance below."""
    values = _owners(report.ledger, report.customer, report.currency) | {
        "net_credit": report.credit
    }
    table = _listed("reclassification", report.as_of, values)
    footings = [
        Footing(key, label, {"net_credit": int(sums[place])}, code)
        for key, label, sums in (
            ("receivables", Text("应收账款", "Receivables"), report.receivables),
            ("liabilities", Text("合同负债", "Contract liabilities"), report.liabilities),
        )
        for place, code in enumerate(report.ledger.currencies)
    ]
    return replace(table, footings=tuple(footings))


def subsequent_table(report: SubsequentReceipts) -> Tabulated:
    """Open items of the day and what was received on them since, by customer."""
    values = _owners(report.ledger, report.customer, report.currency) | {
        "open": report.open,
        "received_later": report.received,
        "share": _shares(report.received, report.open),
    }
    table = _listed("subsequent", report.as_of, values)
    footings = []
    for place, code in enumerate(report.ledger.currencies):
        mine = report.currency == place
        open_sum, paid = int(report.open[mine].sum()), int(report.received[mine].sum())
        if open_sum:
            share = hundred_millionths(paid, open_sum)
            sums = {"open": open_sum, "received_later": paid, "share": share}
            footings.append(Footing("totals", TOTAL, sums, code))
    seen = iso(report.until) or ""
    return replace(table, footings=tuple(footings), notes=((_UNTIL, Text(seen, seen)),))


def _shares(part: Int64s, whole: Int64s) -> Int64s:
    pairs = zip(part.tolist(), whole.tolist(), strict=True)
    return np.array([hundred_millionths(*pair) for pair in pairs], np.int64)


def tax_table(report: TaxLosses) -> Tabulated:
    """The items that may be deducted for income tax."""
    documents = report.ledger.documents
    values = _documents(report.ledger, report.document) | {
        "open": report.open,
        "days_past_due": report.as_of - documents.due[report.document].astype(np.int64),
        "tax_reason": report.reason.tolist(),
    }
    return _listed("tax", report.as_of, values)


def off_book_table(report: OffBook) -> Tabulated:
    """The claims written off and kept."""
    values = _documents(report.ledger, report.document) | {
        "written_off_on": report.written_off_on,
        "written_off": report.written_off,
        "recovered": report.recovered,
        "claim": report.claim,
        "tax_reason": report.tax_reason.tolist(),
        "limitation_date": report.limitation_date,
    }
    return _listed("off_book", report.as_of, values)


def _owners(ledger: Ledger, customer: Column, currency: Column) -> dict[str, Any]:
    return {
        "customer_id": ledger.customers.id[customer].tolist(),
        "name": ledger.customers.name[customer].tolist(),
        "currency": [ledger.currencies[place] for place in currency.tolist()],
    }


def _documents(ledger: Ledger, rows: Int64s) -> dict[str, Any]:
    documents = ledger.documents
    owners = _owners(ledger, documents.customer[rows], documents.currency[rows])
    return {
        "document_no": documents.number[rows].tolist(),
        **owners,
        "due_date": documents.due[rows],
    }


def _listed(name: str, as_of: int, values: dict[str, Any], labels: Sequence[str] = ()) -> Tabulated:
    fields = tuple(_with_bands(FIELDS[one], labels) for one in values)
    return Tabulated(name, TITLES[name], as_of, fields, values, values["currency"])
