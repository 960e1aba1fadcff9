"""Tables of cells as a host gives them, written as text.

Cells are parted by ``|``; a number is a float, a date the serial number of the 1900 system, ``-``
a blank cell. ::

    单据号 | 客户编码 | 单据日期 | 金额
    I-1 | C1 | 2026-04-01 | 600
"""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress

from xlar.functions.tables import ORDER

ORIGIN = {False: dt.date(1899, 12, 30), True: dt.date(1904, 1, 1)}


def serial(day: str, *, epoch_1904: bool = False) -> float:
    return float((dt.date.fromisoformat(day) - ORIGIN[epoch_1904]).days)


def cell(text: str, *, epoch_1904: bool = False) -> str | float:
    if text in ("-", ""):
        return ""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return serial(text, epoch_1904=epoch_1904)
    with suppress(ValueError):
        return float(text)
    return text


def rows(text: str, *, epoch_1904: bool = False) -> tuple[tuple[str | float, ...], ...]:
    return tuple(
        tuple(cell(part.strip(), epoch_1904=epoch_1904) for part in line.split("|"))
        for line in text.strip().splitlines()
    )


CUSTOMERS = rows("""
    客户编码 | 客户名称 | 信用等级 | 信用额度 | 账期 | 状态 | 业务员
    C1 | 甲公司 | A | 1000 | N30 | - | 张三
    C2 | 乙公司 | B | - | N30 | - | 李四
    C3 | 丙公司 | D | 500 | N30 | 冻结 | 张三
""")
INVOICES = rows("""
    单据号 | 客户编码 | 单据日期 | 到期日 | 金额 | 币种 | 期次
    I-1 | C1 | 2026-04-01 | 2026-05-01 | 600 | - | -
    I-2 | C1 | 2026-06-10 | 2026-07-10 | 400 | - | -
    I-3 | C2 | 2026-05-20 | 2026-06-30 | 100.5 | - | -
    U-1 | C2 | 2026-05-01 | 2026-05-31 | 50 | USD | -
    P-1 | C4 | 2026-01-01 | 2026-02-01 | 10 | - | 1
    P-1 | C4 | 2026-01-01 | 2026-08-01 | 20 | - | 2
    S-1 | C4 | 2026-01-01 | 2026-02-01 | 5 | - | -
""")
RECEIPTS = rows("""
    收款单号 | 客户编码 | 收款日期 | 金额 | 核销单据号
    R-1 | C1 | 2026-05-10 | 100 | -
    R-2 | C3 | 2026-06-01 | 30 | -
    R-3 | C4 | 2026-02-01 | 5 | S-1
""")
SETTINGS = rows("""
    名称 | 值
    截止日期 | 2026-06-30
    汇率(USD) | 7
""")
CUSTOMERS = (*CUSTOMERS, ("C4", "丁公司", "", "", "N30", "", ""))
TABLES = {
    "customers": CUSTOMERS, "invoices": INVOICES, "receipts": RECEIPTS, "settings": SETTINGS,
}  # fmt: skip
LEDGER_ARGS = tuple(TABLES.get(name) for name in ORDER[: ORDER.index("settings") + 1])
"""What AR_LEDGER is given: a table or None for each of its first parameters."""
BOOK = {"客户": CUSTOMERS, "发票": INVOICES, "收款": RECEIPTS, "参数": SETTINGS, "杂项": (("x",),)}
