"""Terms of payment 账期: what a text such as ``月结30`` or ``2/10 N30`` means, and the due date.

A term counts from its start: the day of receipt for 票到, 货到 and 验收 terms, else the invoice
date. 天 are days and 月 calendar months. A text that is not understood is never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import numpy as np

from xlar.core.dates import add_months, month_end, month_start
from xlar.core.errors import BadValue
from xlar.core.numerals import CHINESE, whole_number
from xlar.core.problems import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from xlar.core.columns import Int32s
    from xlar.core.policy import TermsPolicy

TermKind: TypeAlias = Literal["days", "months", "month_end", "month_day", "monthly", "quarter_end"]

_MOST_DAYS: Final = 3650
_MOST_MONTHS: Final = 120
EXAMPLES: Final = (
    "30, N30, Net 30, 30天, 3个月, EOM, EOM+15, 次月15日, 次月底, 月结30, 季结, 票到30天, "
    "货到30天, 验收后30天, COD, 货到付款, 预付, 2/10 N30"
)  # for messages: the forms a user can write


@dataclass(frozen=True, slots=True)
class Term:
    """A term of payment, understood.

    Attributes:
        text: as the user wrote it.
        kind: ``days`` after the start; ``months`` after it; ``month_end`` plus days (EOM+15);
            ``month_day``, a day of a later month (次月15日); ``monthly`` 月结; ``quarter_end`` 季结
            plus days.
        count: days or months of the kind; for ``month_day`` the day of the month (31 = its end).
        months_later: for ``month_day``, how many months after the start's month.
        needs_receipt: counts from the day of receipt (票到, 货到, 验收), which should be known.
        discount: cash discount in ten-thousandths (2/10 N30: 200).
        discount_days: days after the start within which the discount is earned; None without one.
    """

    text: str
    kind: TermKind
    count: int = 0
    months_later: int = 0
    needs_receipt: bool = False
    discount: int = 0
    discount_days: int | None = None

    @property
    def number(self) -> int | None:
        """The number of days the term names (月结30: 30), or None where it names none.

        The 15 of EOM+15 and 次月15日 is a place in the month, not the length of the term.

        >>> [parse_term(text).number for text in ("N30", "月结60", "COD", "EOM+15", "3个月")]
        [30, 60, 0, None, None]
        """
        names_days = self.kind in ("days", "monthly") or (self.kind == "quarter_end" and self.count)
        return self.count if names_days else None


def parse_term(text: str) -> Term:
    """The term of payment that the text means.

    Full-width characters, blanks, case, traditional characters and Chinese numerals do not matter.

    Raises:
        BadValue: the text is not a known term.

    >>> parse_term("月结 60 天").kind, parse_term("票到30天").needs_receipt
    ('monthly', True)
    >>> parse_term("2/10 N30").discount_days
    10
    >>> parse_term("看情况")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    xlar.core.errors.BadValue: "看情况" is not a term of payment; known are 30, N30, ...
    """
    plain = _normal(text)
    term = _discounted(plain) or _received(plain) or _base(plain)
    if term is None:
        raise BadValue(
            Text(
                f"看不懂的账期“{text.strip()}”；可以写：{EXAMPLES}。",
                f'"{text.strip()}" is not a term of payment; known are {EXAMPLES}',
            )
        )
    return replace(term, text=text.strip())


def due_days(term: Term, start: Int32s, policy: TermsPolicy) -> Int32s:
    """The due date of each start of the term.

    Args:
        term: the term of payment.
        start: first days of the term.
        policy: how 月结 is counted.

    >>> from xlar.core.dates import iso, parse_iso
    >>> from xlar.core.policy import TermsPolicy
    >>> day = np.array([parse_iso("2026-05-15")], np.int32)
    >>> [iso(due_days(parse_term(t), day, TermsPolicy())[0]) for t in ("N30", "EOM+15", "月结30")]
    ['2026-06-14', '2026-06-15', '2026-06-30']
    """
    if term.kind == "days":
        return start + np.int32(term.count)
    if term.kind == "months":
        return add_months(start, term.count)
    if term.kind == "month_end":
        return month_end(start) + np.int32(term.count)
    if term.kind == "month_day":
        first = add_months(month_start(start), term.months_later)
        wanted: Int32s = first + np.int32(term.count - 1)
        return _earlier(wanted, month_end(first))
    if term.kind == "quarter_end":
        return _quarter_end(start) + np.int32(term.count)
    return _monthly(term.count, start, policy)


def final_days(term: Term | None, start: Int32s, due: Int32s) -> Int32s:
    """The final deadline 最后收款期限: due date + a third of the term, in whole days.

    The length of the term is the number it names, else the days from start to due date, as without
    a term. COD and 预付 have no days beyond the due date.

    >>> final_days(parse_term("N20"), np.array([0], np.int32), np.array([20], np.int32)).tolist()
    [26]
    """
    number = None if term is None else term.number
    if number is not None:
        return due + np.int32(number // 3)
    length: Int32s = np.maximum(due - start, np.int32(0))
    return due + length // np.int32(3)


def discount_day(term: Term, start: Int32s) -> Int32s | None:
    """The last day on which the cash discount is earned, or None for a term without discount.

    >>> discount_day(parse_term("2/10 N30"), np.array([0], np.int32)).tolist()
    [10]
    """
    return None if term.discount_days is None else start + np.int32(term.discount_days)


def _earlier(days: Int32s, others: Int32s) -> Int32s:
    earlier: Int32s = np.minimum(days, others)
    return earlier


def _quarter_end(days: Int32s) -> Int32s:
    """The last day of each day's calendar quarter."""
    dates = np.asarray(days, np.int64).astype("datetime64[D]")
    months_left = 2 - dates.astype("datetime64[M]").astype(np.int64) % 3
    return month_end(add_months(month_start(days), months_left.astype(np.int32)))


def _monthly(number: int, start: Int32s, policy: TermsPolicy) -> Int32s:
    """月结N: the month ends on the cutoff day; what is later belongs to the next month."""

    def cutoff(first: Int32s) -> Int32s:
        return _earlier(first + np.int32(policy.cutoff_day - 1), month_end(first))

    first = month_start(start)
    first = np.where(start > cutoff(first), add_months(first, 1), first)
    if policy.monthly == "days":
        return cutoff(first) + np.int32(number)
    if policy.monthly == "first_of_next":
        return add_months(first, 1) + np.int32(number)
    months, days = divmod(number, 30)
    return month_end(add_months(first, months)) + np.int32(days)


# Reading: patterns over a text without blanks, in upper case, with simplified characters.

_SIMPLIFIED: Final = str.maketrans("結後貨預驗個發週淨賬帳條內兩", "结后货预验个发周净账账条内两")
_NUMBER: Final = rf"(?P<n>\d{{1,4}}|{CHINESE})"
_DAYS: Final = r"(?:天|日|D|DAYS?)"
_LATER: Final = dict.fromkeys(("次", "下", "下个"), 1) | dict.fromkeys(("次次", "下下", "隔"), 2)

_NOISE_BEFORE: Final = re.compile(r"^(?:账期|信用期限?|付款期限?|付款条件|付款账期|TERMS?):?")
_NOISE_AFTER: Final = re.compile(
    r"(?:以内|之内|内)?(?:付款|付清|支付|付|结算|结清|到期)?"
    r"(?:(?:FROM|AFTER)(?:THE)?(?:DATEOF)?INVOICE(?:DATE)?)?$"
)
_RECEIPT: Final = re.compile(
    r"^(?:票到|收票|收到发票|见票|发票到|货到|到货|收货|收到货物|签收|验收合格|验收)"
    r"(?:之日起|日起|起|之后|后|即)?(?P<rest>.*)$"
)
_RECEIPT_ENGLISH: Final = re.compile(
    r"^(?P<rest>.+?)(?:AFTER|FROM)(?:RECEIPT(?:OF(?:INVOICE|GOODS))?|DELIVERY|ACCEPTANCE)$"
)
_FROM_INVOICE: Final = re.compile(
    r"^(?:开票|发票日期?|发票开具|开具发票)(?:之日起|日起|起|之后|后)?(?=.)"
)
_DISCOUNT: Final = re.compile(
    rf"^(?P<rate>\d{{1,2}}(?:\.\d{{1,2}})?)%?/(?P<within>\d{{1,3}}){_DAYS}?"
    rf"(?:[,;、]?N(?:ET)?/?|[,;、])(?P<n>\d{{1,3}}){_DAYS}?$"
)
_AT_ONCE: Final = re.compile(
    "COD|CASH(?:ONDELIVERY)?|货到即?付款?|到货付款|收货付款|现[结付款金]|现款现货"
    "|(?:全[额款])?预付(?:货?款|100%)?|100%预付|款到发货|先款后货|PREPA(?:ID|Y|YMENT)"
    "|(?:CASH)?INADVANCE|ADVANCE|CIA|CBD|CWO|即[付期]|立即(?:付款)?|IMMEDIATE|DUEONRECEIPT"
)


def _normal(text: str) -> str:
    """The text without blanks, half-width, upper case, simplified."""
    plain = unicodedata.normalize("NFKC", text).upper().translate(_SIMPLIFIED)
    return _NOISE_BEFORE.sub("", re.sub(r"\s+", "", plain).rstrip("。."))


def _discounted(plain: str) -> Term | None:
    """A term with a cash discount: 2/10 N30."""
    found = _DISCOUNT.match(plain)
    if not found:
        return None
    within, net = int(found["within"]), int(found["n"])
    rate = int(Decimal(found["rate"]) * 100)
    if not 0 < within <= net or not rate:
        return None
    return Term("", "days", net, discount=rate, discount_days=within)


def _received(plain: str) -> Term | None:
    """A term that counts from the day of receipt: 票到30天."""
    if _AT_ONCE.fullmatch(plain):
        return None
    found = _RECEIPT.match(plain) or _RECEIPT_ENGLISH.match(plain)
    if not found:
        return None
    rest = found["rest"]
    term = Term("", "days") if rest in ("", "付", "付款", "付清", "支付") else _base(rest)
    return term and replace(term, needs_receipt=True)


def _base(plain: str) -> Term | None:
    """A term by itself, without discount or day of receipt."""
    if _AT_ONCE.fullmatch(plain):
        return Term("", "days")
    plain = _NOISE_AFTER.sub("", _FROM_INVOICE.sub("", plain))
    for pattern, build in _FORMS:
        if found := pattern.fullmatch(plain):
            return build(found)
    return None


def _counted(kind: TermKind, factor: int = 1) -> Callable[[re.Match[str]], Term | None]:
    """What builds a term of this kind from the number found, within the greatest length."""
    most = _MOST_MONTHS if kind == "months" else _MOST_DAYS

    def build(found: re.Match[str]) -> Term | None:
        count = whole_number(found["n"] or "0") * factor
        return Term("", kind, count) if count <= most else None

    return build


def _month_day(found: re.Match[str]) -> Term | None:
    """次月15日; a day of 31 stands for the end of any month."""
    day = 31 if found["n"] is None else whole_number(found["n"])
    if not 1 <= day <= 31:
        return None
    return Term("", "month_day", day, months_later=_LATER.get(found["later"], 0))


_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Term | None]], ...]] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (rf"(?:N(?:ET)?/?|净)?{_NUMBER}{_DAYS}?(?:NET)?", _counted("days")),
        (rf"{_NUMBER}(?:周|个?星期|WEEKS?)", _counted("days", 7)),
        (rf"{_NUMBER}(?:个?月|M|MONTHS?)", _counted("months")),
        (rf"{_NUMBER}(?:年|YEARS?)", _counted("months", 12)),
        ("半年", lambda _: Term("", "months", 6)),
        (
            rf"(?:EOM|ENDOFMONTH|[当本]?月[底末])(?:(?:\+|加|后){_NUMBER}{_DAYS}?)?",
            _counted("month_end"),
        ),
        (
            rf"(?P<later>次次|下下|下个|[当本次下隔])月(?:{_NUMBER}[日号]|[底末])",
            _month_day,
        ),
        ("ENDOFNEXTMONTH", lambda _: Term("", "month_day", 31, months_later=1)),
        (rf"月结{_NUMBER}{_DAYS}?", _counted("monthly")),
        (rf"{_NUMBER}{_DAYS}?月结", _counted("monthly")),
        (
            rf"(?:季结|季度?[末底]|EOQ|ENDOFQUARTER)(?:(?:\+|加|后)?{_NUMBER}{_DAYS}?)?",
            _counted("quarter_end"),
        ),
    )
)
