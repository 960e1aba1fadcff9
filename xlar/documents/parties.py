"""Who writes and who is written to, and what must be known of the company before it can write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlar.core.problems import Message, Problem
from xlar.core.tax_id import is_tax_id
from xlar.documents.content import Party

if TYPE_CHECKING:
    from xlar.core.ledger import Ledger
    from xlar.core.policy import Policy
    from xlar.core.problems import Language


NO_COMPANY: Final = Message.of(
    "no_company",
    ("没有公司名称，不能制作文件", "the company has no name, so no document can be made"),
    action=(
        "请在参数中填写 company.name（公司全称）",
        "Fill in the setting company.name (the legal name of your company)",
    ),
)
NO_ACCOUNT: Final = Message.of(
    "no_account",
    ("没有收款账户，函件不印付款信息", "no bank account is given, so none is printed"),
    action=(
        "请在参数中填写 company.bank 和 company.account",
        "Fill in the settings company.bank and company.account",
    ),
    severity="warning",
)
BAD_TAX_ID: Final = Message.of(
    "bad_company_tax_id",
    ("统一社会信用代码的校验码不对", "the check digit of the tax id is wrong"),
    action=("请核对设置 company.tax_id", "Check the setting company.tax_id"),
    severity="warning",
)
NO_TAX_ID: Final = Message.of(
    "no_company_tax_id",
    ("没有本公司统一社会信用代码", "the tax id of the company is missing"),
    action=("请在参数中填写 company.tax_id", "Fill in the setting company.tax_id"),
    severity="warning",
)


def company_problems(policy: Policy) -> list[Problem]:
    """What is missing or wrong about the company; an error means that it cannot write.

    >>> from xlar.core.policy import Policy
    >>> [problem.code for problem in company_problems(Policy())]
    ['no_company', 'no_company_tax_id', 'no_account']
    """
    company = policy.company
    problems = []
    if not company.name.strip():
        problems.append(Problem(NO_COMPANY, "settings", None, "company.name"))
    if not company.tax_id:
        problems.append(Problem(NO_TAX_ID, "settings", None, "company.tax_id"))
    elif not is_tax_id(company.tax_id):
        problems.append(Problem(BAD_TAX_ID, "settings", None, "company.tax_id", company.tax_id))
    if not (company.bank and company.account):
        problems.append(Problem(NO_ACCOUNT, "settings", None, "company.account"))
    return problems


def company_party(policy: Policy) -> Party:
    """The company as a party, from the settings."""
    company = policy.company
    return Party(
        company.name, company.tax_id, "", company.address, company.contact, company.phone,
        company.email, company.bank, company.account,
    )  # fmt: skip


def customer_party(ledger: Ledger, customer: int) -> Party:
    """A customer as a party; the identifier stands in where there is no name.

    Args:
        ledger: the ledger.
        customer: position in ``ledger.customers``.
    """
    customers = ledger.customers
    return Party(
        name=customers.name[customer] or customers.id[customer],
        tax_id=customers.tax_id[customer],
        code=customers.id[customer],
        address=customers.address[customer],
        contact=customers.contact[customer],
        phone=customers.phone[customer],
        email=customers.email[customer],
    )


def auditor_party(policy: Policy) -> Party:
    """The audit firm as a party, from the settings."""
    documents = policy.documents
    return Party(
        name=documents.auditor,
        address=documents.auditor_address,
        contact=documents.auditor_contact,
        phone=documents.auditor_phone,
        email=documents.auditor_email,
    )


def language_of(ledger: Ledger, customer: int, policy: Policy) -> Language:
    """The language to write to a customer in.

    Args:
        ledger: the ledger.
        customer: position in ``ledger.customers``.
        policy: its language for customers without one.
    """
    own = ledger.customers.language[customer]
    return "zh" if own == "zh" else "en" if own == "en" else policy.documents.language


def party_values(company: Party, customer: Party) -> dict[str, str]:
    """What the placeholders about the two parties stand for.

    >>> party_values(Party("We"), Party("They", code="C1"))["customer_code"]
    'C1'
    """
    return {
        "customer": customer.name,
        "customer_code": customer.code,
        "customer_tax_id": customer.tax_id,
        "customer_contact": customer.contact,
        "company": company.name,
        "company_tax_id": company.tax_id,
        "company_contact": company.contact,
        "company_phone": company.phone,
        "company_email": company.email,
        "bank": company.bank,
        "account": company.account,
    }
