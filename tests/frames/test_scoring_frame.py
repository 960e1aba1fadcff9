"""The score and warning tables: columns, rows, notes, JSON."""

from __future__ import annotations

from datetime import date

import pytest
from ledgers import ledger_of

from xlar.core.policy import Policy
from xlar.core.scoring import score
from xlar.core.signals import warnings
from xlar.frames.fields import FIELDS
from xlar.frames.scoring import PARTS, score_table
from xlar.frames.signals import COLUMNS, warning_table
from xlar.frames.tabulated import cells_of, payload_of

AS_OF = date(2026, 6, 30)
POLICY = Policy.from_mapping({"rates": {"JPY": "0.05"}})
LEDGER = """
    customer C1 name 甲公司 grade B limit 1000.00
    customer C2 name 乙公司 currency JPY
    customer C3 name 丙公司
    2026-06-01 score C1 payment 85 finance 70 trading 80 industry 60 years 100 third_party 50
    2026-06-02 score C3 exempt 1 reason 政府
    2026-06-03 signal C1 sued by 李 evidence 公告
    2026-06-04 signal C1 仓库着火 weight 2
    2026-06-05 receipt C1 R-1 5.00 reversed 2026-06-20
"""


@pytest.fixture(scope="module")
def ledger():
    return ledger_of(LEDGER)


def rows(table):
    return payload_of(table)["rows"]


def test_every_column_is_a_field_of_its_own_title():
    for names in (*PARTS.values(), *COLUMNS.values()):
        titles = [FIELDS[name].title for name in names]
        for lang in ("zh", "en"):
            assert len({title[lang] for title in titles}) == len(names)


def test_scores_as_json(ledger):
    payload = payload_of(score_table(score(ledger, AS_OF, policy=POLICY)))
    assert (payload["as_of"], payload["show"], payload["since"]) == (
        "2026-06-30", "score", "2025-12-30",
    )  # fmt: skip
    first, second, third = payload["rows"]
    assert tuple(first) == PARTS["score"]
    assert (first["score"], first["score_grade"], first["file_grade"]) == ("78.50", "B", "B")
    assert (first["limit"], first["limit_advice"], first["limit_basis"]) == (
        "1000.00", "0.00", "formula",
    )  # fmt: skip
    # 20,000 ÷ 0.05 = 400,000 yen, without decimals
    assert (second["score"], second["limit_advice"], second["limit_basis"]) == (
        None, "400000", "trial",
    )  # fmt: skip
    assert (third["score_grade"], third["score_reasons"]) == (None, ["exempt"])


def test_the_review_list_holds_those_to_be_assessed_anew(ledger):
    report = score(ledger, AS_OF, policy=POLICY)
    found = rows(score_table(report, "review"))
    assert [row["customer_id"] for row in found] == ["C1"]
    assert found[0]["review"] == ["signal"]
    assert (found[0]["assessed_on"], found[0]["review_on"]) == ("2026-06-01", "2026-06-30")


def test_credit_files(ledger):
    report = score(ledger, AS_OF, policy=POLICY)
    first, *_ = rows(score_table(report, "file"))
    assert first["file_complete"] == "0.21428571"  # name, limit and grade of 14
    assert "tax_id" in first["file_missing"]
    assert first["documents_missing"] == []


def test_documents_missing_are_named_as_the_setting_names_them(ledger):
    policy = Policy.from_mapping(
        {"rates": {"JPY": "0.05"}, "scoring": {"file_documents": ["营业执照", "购销合同"]}}
    )
    table = cells_of(score_table(score(ledger, AS_OF, policy=policy), "file"))
    assert table.column("documents_missing")[0] == "营业执照；购销合同"


def test_cells_of_scores_are_in_words(ledger):
    table = cells_of(score_table(score(ledger, AS_OF, policy=POLICY)))
    assert table.column("score") == [78.5, None, None]
    assert table.column("limit_basis") == ["按公式", "新客户试用额度", ""]
    assert table.column("score_reasons")[2] == "免评"
    notes = {label.zh: text for label, text in table.notes}
    assert notes["等级分布"] == "B 1  未评 2"


def test_warnings_by_customer(ledger):
    report = warnings(ledger, AS_OF, policy=POLICY)
    (only,) = rows(warning_table(report))
    assert tuple(only) == COLUMNS["customer"]
    assert (only["risk"], only["risk_points"], only["review_asked"]) == ("danger", 18, True)
    assert only["recorded"] == ["sued", "仓库着火"]
    assert only["found_signals"] == ["cheque_bounced"]
    table = cells_of(warning_table(report))
    assert table.column("recorded") == ["被他人起诉；仓库着火"]
    assert dict(table.notes)[table.notes[1][0]] == "高危 1  正常 2"


def test_warnings_by_signal(ledger):
    found = rows(warning_table(warnings(ledger, AS_OF, policy=POLICY), "signal"))
    by_code = {row["signal"]: row for row in found}
    assert set(by_code) == {"sued", "仓库着火", "cheque_bounced"}
    sued, bounced = by_code["sued"], by_code["cheque_bounced"]
    assert (sued["signal_source"], sued["date"], sued["signal_by"]) == (
        "recorded", "2026-06-03", "李",
    )  # fmt: skip
    assert (sued["measured"], sued["usual"]) == (None, None)
    assert (bounced["measured"], bounced["usual"]) == ("1.00", "0.00")
    assert bounced["evidence"] is None


def test_an_empty_ledger_makes_empty_tables():
    empty = ledger_of("")
    for show in PARTS:
        assert rows(score_table(score(empty, AS_OF), show)) == []
    for by in COLUMNS:
        assert rows(warning_table(warnings(empty, AS_OF), by)) == []
