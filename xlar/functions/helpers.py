"""Worksheet functions that help with letters and errors."""

from decimal import Decimal

from xlar.core.capitals import in_capitals
from xlar.core.interest import interest_on
from xlar.core.money import divide_round
from xlar.core.problems import Language
from xlar.functions import parameters as p
from xlar.functions.aging import settings_of
from xlar.functions.mistakes import Mistakes
from xlar.functions.table import worksheet_function


@worksheet_function("helpers", '=AR_INTEREST(100000,"2026-03-31","2026-06-30","年4.5%")')
def ar_interest(
    amount: p.Sum, due: p.Due, as_of: p.Until, rate: p.Rate, ledger: p.SettingsOf = None
) -> p.Amount:
    """一笔欠款的逾期利息，四舍五入到分 / The late interest on a sum, rounded once to cents.

    自到期日次日起按日计至截止日（含） / From the day after the due date to the last day, included.

    >>> from datetime import date
    >>> ar_interest(Decimal(100_000), date(2026, 3, 31), date(2026, 6, 30), 4_500_000)
    1121.92
    """
    basis = settings_of(ledger).interest.day_basis
    return interest_on(_cents(amount), due, as_of, rate, day_basis=basis) / 100


@worksheet_function("helpers", "=AR_RMB(1409.5)")
def ar_rmb(amount: p.Sum) -> p.Words:
    """金额的人民币大写 / An amount in Chinese capitals.

    四舍五入到分；负数写作 人民币负… / Rounded to cents; negative amounts are written with 负.

    >>> ar_rmb(Decimal("1409.5"))
    '人民币壹仟肆佰零玖元伍角'
    """
    return in_capitals(_cents(amount))


@worksheet_function("helpers", "=AR_LASTERROR()", volatile=True)
def ar_lasterror(mistakes: Mistakes, number: p.Count = 1, *, lang: Language = "zh") -> p.Words:
    """最近一次错误的说明与处理办法 / The last error in words, and what to do about it.

    没有错误时为空白 / Blank where there was none.
    """
    return mistakes.text(number, lang)


def _cents(amount: Decimal) -> int:
    return divide_round(*amount.scaleb(2).as_integer_ratio())
