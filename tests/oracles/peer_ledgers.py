"""A case of another system as a ledger of ours, and a check for every kind of figure it asserts."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

from figures import aged, items
from ledger_strategies import build_tables

from xlar.core.aging import aging
from xlar.core.build import build
from xlar.core.dates import parse_iso
from xlar.core.fx import revaluation
from xlar.core.money import to_minor
from xlar.core.policy import Policy


def load(oracles):
    text = (oracles / "peers" / "cases.json").read_text(encoding="utf-8")
    return {case["id"]: case for case in json.loads(text, parse_float=Decimal)["cases"]}


def ten_thousandths(amount):
    return int(Decimal(amount) * 10_000)


class Run:
    """A case as a ledger, seen with explicit allocation, as all these systems do."""

    def __init__(self, case, **changes):
        self.case = {**case, **changes}
        self.as_of = self.case["as_of"]
        rows = {"customers": [], "invoices": [], "receipts": [], "allocations": []}
        for document in self.case["documents"]:
            self._document(rows, document)
        for move in self.case["allocations"]:
            self._move(rows, move)
        base = self.case.get("base_currency") or self.case["currency"]
        self.policy = Policy.from_mapping({"base_currency": base, **changes.get("policy", {})})
        tables = build_tables(rows)
        del tables["customers"]
        self.ledger, self.problems = build(tables, self.policy)

    def _document(self, rows, document):
        number, _, instalment = document["id"].partition("#")
        money = {
            "customer_id": document["customer"],
            "currency": document.get("currency") or self.case["currency"],
            "amount": ten_thousandths(document["amount"]),
        }
        if "rate" in document:
            money["rate"] = int(Decimal(document["rate"]) * 10**8)
        day = parse_iso(document["date"])
        if document["amount"] < 0 and document["type"] != "credit_note":
            money["amount"] *= -1
            undone = (
                {"reversed_on": parse_iso(document["reversed"])} if "reversed" in document else {}
            )
            rows["receipts"].append({**money, **undone, "receipt_no": number, "receipt_date": day})
            return
        row = {**money, "invoice_no": number, "invoice_date": day}
        # a type that contradicts the sign: the sign decides
        row["type"] = "credit_note" if "credit" in document["type"] else "other"
        if document["due"] and document["amount"] > 0:
            row["due_date"] = parse_iso(document["due"])
        if instalment:
            row["instalment"] = int(instalment)
        rows["invoices"].append(row)

    def _move(self, rows, move):
        number, _, instalment = move["debit"].partition("#")
        row = {"credit_no": move["credit"], "invoice_no": number, "date": parse_iso(move["date"])}
        row["amount"] = ten_thousandths(move["amount"])
        if instalment:
            row["instalment"] = int(instalment)
        if "unapplied_on" in move:
            row["reversed_on"] = parse_iso(move["unapplied_on"])
        rows["allocations"].append(row)

    def items(self, as_of=None):
        assert self.ledger is not None, [str(problem) for problem in self.problems]
        found = items(self.ledger, as_of or self.as_of, "explicit")
        return {name: Decimal(amount) for name, amount in found.items()}

    def report(self, **options):
        return aging(
            self.ledger,
            date.fromisoformat(self.as_of),
            policy=self.policy,
            allocation="explicit",
            **options,
        )

    def totals(self, **options):
        """Total by key, over all currencies (each case that uses it has one)."""
        table = aged(self.ledger, self.as_of, allocation="explicit", **options)
        return {name: Decimal(line["total"]) for (name, _), line in table.items()}


def check_items(run, expected):
    assert run.items() == {name: Decimal(amount) for name, amount in expected.items()}


def check_total(run, expected):
    assert sum(run.items().values()) == expected
    assert sum(total.total for total in run.report().totals.values()) == to_minor(
        str(expected), run.ledger.currencies[0]
    )


def upper_edges(case):
    """Our limits for the bands of a case, and the names of the bands."""
    as_of = parse_iso(case["as_of"])
    edges = []
    for band in case["buckets"]:
        if "max" in band:
            edges.append((band["max"], band["label"]))
        else:
            start = band["from"]
            edges.append((None if start is None else as_of - parse_iso(start), band["label"]))
    edges.sort(key=lambda edge: (edge[0] is None, edge[0]))
    return tuple(edge for edge, _ in edges if edge is not None), [label for _, label in edges]


def check_buckets(run, expected):
    limits, names = upper_edges(run.case)
    basis = "document" if run.case["aging_basis"] == "posting" else "due"
    if basis == "due" and run.case["buckets"][0].get("min", "") == 0:
        limits, names = (-1, *limits), ["before due", *names]
    report = run.report(limits=limits, basis=basis, by="currency", credits="aged")
    (line,) = report.buckets.tolist()
    found = {name: minor for name, minor in zip(names, line, strict=True) if minor}
    wanted = {name: to_minor(str(amount)) for name, amount in expected.items() if amount}
    assert found == wanted


def check_rows(run, expected):
    amounts = {document["id"]: document["amount"] for document in run.case["documents"]}
    for row in expected:
        assert run.items()[row["id"]] == row["outstanding"]
        assert max(amounts[row["id"]], 0) == row.get("invoiced", max(amounts[row["id"]], 0))
        taken = row.get("paid", 0) + row.get("credit_note", 0)
        own_credit = max(-amounts[row["id"]], 0)  # theirs counts a credit itself as "paid"
        assert max(amounts[row["id"]], 0) - max(row["outstanding"], 0) + own_credit == taken


def check_future(run, expected):
    """What later receipts will pay: the ledger of a later day says it, today's does not."""
    later = run.items("2099-12-31")
    for name, row in expected.items():
        assert later.get(name, 0) == row["remaining"]
        assert run.items()[name] - later.get(name, 0) == row["future_amount"]


def in_base(run):
    rates = {
        document["currency"]: Decimal(document["rate"])
        for document in run.case["documents"]
        if document["currency"] != run.case["base_currency"]
    }
    policy = Policy.from_mapping({"base_currency": run.case["base_currency"], "rates": rates})
    return revaluation(
        run.ledger, date.fromisoformat(run.as_of), policy=policy, allocation="explicit"
    )


def check_base_open(run, expected):
    found = in_base(run)
    numbers = run.ledger.documents.number[found.items.document].tolist()
    assert dict(zip(numbers, found.booked.tolist(), strict=True)) == {
        name: to_minor(str(amount)) for name, amount in expected.items()
    }


def check_base_total(run, expected):
    assert in_base(run).booked.sum() == to_minor(str(expected))


def check_running_balance(run, expected):
    turns = sorted({document["date"] for document in run.case["documents"]})
    assert [sum(run.items(turn).values()) for turn in turns] == expected


CHECKS = {
    "open": check_items,
    "foreign_open": check_items,
    "total_outstanding": check_total,
    "buckets": check_buckets,
    "subtotals": lambda run, expected: _equal(run.totals(), expected),
    "rows": check_rows,
    "future": check_future,
    "base_open": check_base_open,
    "base_total": check_base_total,
    "running_balance": check_running_balance,
    "prepayment": lambda run, expected: _equal(
        sum(total.unapplied for total in run.report(credits="aged").totals.values()), expected
    ),
}


def _equal(found, expected):
    assert found == expected


def check(run, *keys):
    for key in keys or run.case["expected"]:
        CHECKS[key](run, run.case["expected"][key])


OWN = {}


def own(*names):
    """Register a check written for the cases of these names."""

    def register(function):
        OWN.update(dict.fromkeys(names, function))
        return function

    return register
