"""What xlar reads in its own template is what was put in."""

from dataclasses import fields

import numpy as np
import pytest
from template_books import template

from xlar.core.build import build
from xlar.core.policy import Policy
from xlar.documents.wording import built_in, with_sheet
from xlar.workbook.demo import AS_OF, COMPANY, demo_tables
from xlar.workbook.read import load

BOTH = pytest.mark.parametrize("lang", ["zh", "en"])


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    folder, made = tmp_path_factory.mktemp("templates"), {}

    def read(lang="zh", demo=True):
        if (lang, demo) not in made:
            path = folder / f"{lang}-{demo}.xlsm"
            path.write_bytes(template(lang, demo))
            made[lang, demo] = load(path)
        return made[lang, demo]

    return read


@pytest.fixture(scope="module")
def ledger():
    found, problems = build(demo_tables(), Policy.from_mapping({"rates": {"USD": "7.15"}}))
    return found, [problem.message.code for problem in problems]


@BOTH
def test_the_ledger_is_that_of_the_demonstration(loaded, ledger, lang):
    was, now = ledger[0].documents, loaded(lang).ledger.documents
    for column in fields(was):
        if column.name != "row":  # the template's tables begin further down
            assert np.array_equal(getattr(was, column.name), getattr(now, column.name)), column.name
    assert np.array_equal(was.row + 3, now.row)


@BOTH
def test_customers_are_those_of_the_demonstration(loaded, ledger, lang):
    was, now = ledger[0].customers, loaded(lang).ledger.customers
    for column in fields(was):
        if column.name != "row":
            assert list(getattr(was, column.name)) == list(getattr(now, column.name)), column.name


@BOTH
def test_nothing_is_found_wrong_beyond_what_the_demonstration_has(loaded, ledger, lang):
    assert [problem.message.code for problem in loaded(lang).problems] == ledger[1]


@BOTH
def test_settings_are_those_of_the_demonstration(loaded, lang):
    policy = loaded(lang).policy
    assert loaded(lang).as_of == AS_OF
    assert policy.company.name == COMPANY
    assert policy.company.account == "0000 1234 5678 9012 345"
    assert str(policy.rates["USD"]) == "7.15"
    assert str(policy.gl_balance["CNY"].normalize()) == "15558185.2"


@BOTH
@pytest.mark.parametrize(
    "section", ["aging", "terms", "credit", "dunning", "interest", "limitation", "stages"]
)
def test_rules_written_out_in_the_template_are_the_defaults(loaded, lang, section):
    assert getattr(loaded(lang).policy, section) == getattr(Policy(), section)


@BOTH
def test_a_template_without_data_has_no_documents_and_no_problems(loaded, lang):
    empty = loaded(lang, demo=False)
    assert (len(empty.ledger.documents), empty.problems, empty.as_of) == (0, (), None)
    assert empty.policy == Policy()


def plain(wordings):
    """All texts, without the places they come from."""
    return {
        (lang, *key, name): [(one.literals, one.names, one.condition, one.unless) for one in
                             entry.texts]
        for lang, parsed in wordings.texts.items()
        for key, section in parsed.sections.items()
        for name, entry in section.items()
    }  # fmt: skip


@BOTH
def test_the_wording_on_the_sheet_is_the_built_in_one(loaded, lang):
    wordings, problems = with_sheet(loaded(lang).source.texts)
    assert problems == []
    assert plain(wordings) == plain(built_in())


def test_no_other_sheet_is_taken_for_a_table(loaded):
    places = {name: place.sheet for name, place in loaded().source.places.items()}
    assert places == {
        "customers": "客户", "invoices": "发票", "receipts": "收款", "allocations": "核销",
        "acts": "催收与确认记录", "promises": "还款承诺", "approvals": "审批", "plans": "分期",
        "slips": "对账回执", "signals": "预警信号", "scores": "评分", "targets": "目标",
        "allowances": "单项计提",
    }  # fmt: skip
