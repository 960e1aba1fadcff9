"""Problems in the user's data: where, what was found, what was expected, what to do.

A problem is a value, not an exception: reading and checking collect all of them and report
them at once. Its words stand in a `Message`, written beside the check that uses it, in Chinese
and English.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Language: TypeAlias = Literal["zh", "en"]
Severity: TypeAlias = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages; ``{placeholders}`` are filled from the problem.

    >>> Text("应收账款", "receivables")["en"]
    'receivables'
    """

    zh: str
    en: str

    def __getitem__(self, lang: Language) -> str:
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Message:
    """The words of one kind of problem.

    Attributes:
        code: stable English name of the kind, such as ``unknown_customer``.
        severity: an error stops a run, a warning does not.
        what: what is wrong, without the place and the value found.
        expected: what should stand there.
        action: what the user can do about it.
    """

    code: str
    severity: Severity
    what: Text
    expected: Text
    action: Text

    @classmethod
    def of(
        cls,
        code: str,
        what: tuple[str, str],
        expected: tuple[str, str] = ("", ""),
        action: tuple[str, str] = ("", ""),
        severity: Severity = "error",
    ) -> Message:
        """A message whose texts are given as (Chinese, English).

        >>> Message.of("late", ("迟了", "too late"), severity="warning").what["en"]
        'too late'
        """
        return cls(code, severity, Text(*what), Text(*expected), Text(*action))


_SHEETS: Final = {
    "customers": "客户", "invoices": "发票", "receipts": "收款", "allocations": "核销",
    "acts": "催收与确认记录", "promises": "还款承诺",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: a message, the place it was found at, and the value found.

    Attributes:
        message: the words.
        table: English table name (``invoices``), or None for a file as a whole.
        row: row as the user sees it (1 is the first row of the sheet or file), or None.
        column: English column name, or the user's header where it has none; or None.
        found: the value as the user sees it.
        cell: address such as ``发票!D7``, or None where the source has no cells.
        values: what fills the placeholders of the texts.
    """

    message: Message
    table: str | None = None
    row: int | None = None
    column: str | None = None
    found: str = ""
    cell: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """``error`` or ``warning``."""
        return self.message.severity

    @property
    def code(self) -> str:
        """The stable English name of this kind of problem."""
        return self.message.code

    def _fill(self, text: Text, lang: Language) -> str:
        filled = {
            name: value[lang] if isinstance(value, Text) else value
            for name, value in self.values.items()
        }
        return text[lang].format_map({**filled, "found": self.found})

    def expected(self, lang: Language = "zh") -> str:
        """What should stand there."""
        return self._fill(self.message.expected, lang)

    def where(self, lang: Language = "zh") -> str:
        """The place in the user's terms: cell, or table, row and column.

        >>> Problem(None, "invoices", 7, "amount").where("en")
        'invoices, row 7, amount'
        """
        if self.cell:
            return self.cell
        row = (
            None if self.row is None else (f"第{self.row}行" if lang == "zh" else f"row {self.row}")
        )
        table = _SHEETS.get(self.table or "", self.table) if lang == "zh" else self.table
        parts = [part for part in (table, row, self.column) if part]
        return (" " if lang == "zh" else ", ").join(parts)

    def text(self, lang: Language = "zh") -> str:
        """The whole message in one line: where, what, found, expected, what to do."""
        what, expected = self._fill(self.message.what, lang), self.expected(lang)
        action = self._fill(self.message.action, lang)
        if lang == "zh":
            found = f"；发现“{self.found}”" if self.found else ""
            wanted = f"；应为{expected}" if expected else ""
            return f"{self.where(lang) or '文件'}：{what}{found}{wanted}。{action}"
        found = f'; found "{self.found}"' if self.found else ""
        wanted = f"; expected {expected}" if expected else ""
        return f"{self.where(lang) or 'file'}: {what}{found}{wanted}. {action}"

    def __str__(self) -> str:
        return self.text("en")


def errors(problems: list[Problem] | tuple[Problem, ...]) -> list[Problem]:
    """Those of the problems that stop a run."""
    return [problem for problem in problems if problem.severity == "error"]
