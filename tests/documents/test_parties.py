"""Who writes and who is written to."""

from __future__ import annotations

import pytest
from ledgers import ledger_of

from xlar.core.policy import Policy
from xlar.documents.content import Party
from xlar.documents.parties import (
    auditor_party,
    company_party,
    company_problems,
    customer_party,
    language_of,
    party_values,
)
from xlar.documents.wording.placeholders import PLACEHOLDERS

COMPANY = {
    "name": "云杉精密机械（虚构）有限公司", "tax_id": "91350100M000100Y43",
    "address": "松林路 88 号", "phone": "025-5550 0100", "contact": "陈若水",
    "email": "ar@yunshan.example", "bank": "江宁商业银行", "account": "3200 0155",
}  # fmt: skip


def policy(**changes):
    return Policy.from_mapping({"company": COMPANY | changes})


def test_the_company_as_a_party():
    party = company_party(policy())
    assert {name: getattr(party, name) for name in COMPANY} == COMPANY
    assert party.code == ""


def test_a_customer_as_a_party():
    ledger = ledger_of("""
        customer C1 name 北辰商贸有限公司 tax_id 91512081MA62K0260E contact 李望舒
        customer C2 name - phone 028 email a@x.example address "人民路 9 号"
    """)
    assert customer_party(ledger, 0) == Party(
        "北辰商贸有限公司", "91512081MA62K0260E", "C1", contact="李望舒"
    )
    assert customer_party(ledger, 1) == Party(
        "C2", code="C2", address="人民路 9 号", phone="028", email="a@x.example"
    )


def test_the_auditor_as_a_party():
    settings = {
        "auditor": "明鉴会计师事务所（虚构）", "auditor_address": "学府路 1 号",
        "auditor_contact": "周明", "auditor_phone": "010", "auditor_email": "b@x.example",
    }  # fmt: skip
    assert auditor_party(Policy.from_mapping({"documents": settings})) == Party(
        "明鉴会计师事务所（虚构）", address="学府路 1 号", contact="周明", phone="010",
        email="b@x.example",
    )  # fmt: skip


# changed settings → problems
PROBLEMS = [
    ({}, []),
    ({"name": ""}, [("error", "no_company")]),
    ({"name": "  "}, [("error", "no_company")]),
    ({"tax_id": ""}, [("warning", "no_company_tax_id")]),
    ({"tax_id": "91350100M000100Y4Z"}, [("warning", "bad_company_tax_id")]),
    ({"bank": ""}, [("warning", "no_account")]),
    ({"account": ""}, [("warning", "no_account")]),
]


@pytest.mark.parametrize(("changes", "expected"), PROBLEMS)
def test_what_is_missing_of_the_company(changes, expected):
    found = company_problems(policy(**changes))
    assert [(problem.severity, problem.code) for problem in found] == expected


def test_a_problem_names_the_setting():
    (problem, *_) = company_problems(Policy())
    assert problem.text("zh") == (
        "settings company.name：没有公司名称，不能制作文件。请在参数中填写 company.name（公司全称）"
    )
    assert "company.name" in problem.text("en")


@pytest.mark.parametrize(
    ("own", "default", "expected"),
    [("zh", "en", "zh"), ("en", "zh", "en"), ("-", "zh", "zh"), ("-", "en", "en")],
)
def test_language_to_write_in(own, default, expected):
    ledger = ledger_of(f"customer C1 language {own}")
    settings = Policy.from_mapping({"documents": {"language": default}})
    assert language_of(ledger, 0, settings) == expected


def test_the_values_of_the_parties_are_placeholders():
    values = party_values(company_party(policy()), Party("甲", "T", "C1", contact="乙"))
    assert values.keys() <= PLACEHOLDERS["letter"].keys()
    assert (values["customer"], values["customer_contact"], values["bank"]) == (
        "甲", "乙", "江宁商业银行",
    )  # fmt: skip
