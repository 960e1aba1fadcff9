"""Settings of what goes out: the company that writes, and how its documents look and read."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from xlar.core.email_addresses import is_address, split_addresses
from xlar.core.settings import frozen, require, require_days

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class CompanyPolicy:
    """The company that writes: what stands in the letterhead and the payment box.

    Attributes:
        name: legal name; documents cannot be made without it.
        tax_id: 统一社会信用代码.
        address: postal address.
        phone: telephone.
        contact: who answers questions about an account.
        email: where answers to e-mails go.
        bank: bank and branch; account: account number there.
        logo: image in the output folder for the letterhead, blank for none.
        seal: image of the seal in the output folder.
        show_seal: whether that image is printed; a printed seal binds the company.
    """

    name: str = ""
    tax_id: str = ""
    address: str = ""
    phone: str = ""
    contact: str = ""
    email: str = ""
    bank: str = ""
    account: str = ""
    logo: str = ""
    seal: str = ""
    show_seal: bool = False


@dataclass(frozen=True)
class DocumentsPolicy:
    """How documents are made.

    Attributes:
        folder: output folder with the register; blank = ``xlar`` in the user's documents.
        formats: files made of each document; ``xlsx`` only of statements.
        language: of documents for customers without a language of their own.
        tone: tone of letters by credit grade; other grades get ``standard``.
        wording: TOML file with texts of one's own in place of the built-in ones; blank = none.
        template: Word template of one's own; blank = the built-in one.
        confirm_days: days in which a statement or a confirmation is to be answered.
        print_interest: whether letters and statements state the late interest so far; a signed
            sum can limit the claim to it.
        auditor: audit firm that answers to confirmations go to, and where to reach it.
        salespeople: e-mail addresses of the salespeople by name, several set off by semicolons; the
            drafts of their overdue lists go there.
    """

    folder: str = ""
    formats: tuple[Literal["pdf", "docx", "xlsx", "eml"], ...] = ("pdf", "docx")
    language: Literal["zh", "en"] = "zh"
    tone: Mapping[str, Literal["soft", "standard", "firm"]] = frozen(
        {"A": "soft", "B": "soft", "C": "firm", "D": "firm"}
    )
    wording: str = ""
    template: str = ""
    confirm_days: int = 10
    print_interest: bool = False
    auditor: str = ""
    auditor_address: str = ""
    auditor_contact: str = ""
    auditor_phone: str = ""
    auditor_email: str = ""
    salespeople: Mapping[str, str] = frozen({})

    def __post_init__(self) -> None:
        require(self.formats, "documents.formats", "至少一种格式", "at least one format")
        require_days(self, "documents", "confirm_days")
        for name, written in self.salespeople.items():
            require(
                all(map(is_address, split_addresses(written))), f"documents.salespeople.{name}",
                f"邮箱地址，而不是“{written}”", f'an e-mail address, not "{written}"',
            )  # fmt: skip

    def tone_of(self, grade: str) -> Literal["soft", "standard", "firm"]:
        """The tone of letters to customers of a grade.

        >>> DocumentsPolicy().tone_of("A"), DocumentsPolicy().tone_of("")
        ('soft', 'standard')
        """
        return self.tone.get(grade, "standard")

    def addresses_of(self, salesperson: str) -> list[str]:
        """The e-mail addresses of a salesperson; none where none is stated.

        Blanks around the name and the width of its characters do not count.

        >>> documents = DocumentsPolicy(salespeople={"王（华东）": "wang@x.example"})
        >>> documents.addresses_of("王(华东) "), documents.addresses_of("李")
        (['wang@x.example'], [])
        """
        wanted = _plain(salesperson)
        for name, written in self.salespeople.items():
            if _plain(name) == wanted:
                return split_addresses(written)
        return []


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip()
