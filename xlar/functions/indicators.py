"""Worksheet functions of indicators and commission."""

from dataclasses import replace
from typing import Final

from xlar.core.commission import commission
from xlar.core.indicators import REASONS, IndicatorReport, indicators, value_classes
from xlar.core.problems import Language, Text
from xlar.core.tables import NUMBER_SCALE
from xlar.frames.commission import commission_table, lines_table
from xlar.frames.indicators import classes_table, kpi_table
from xlar.frames.tabulated import cells_of
from xlar.functions import parameters as p
from xlar.functions.books import Books
from xlar.functions.convert import CellError
from xlar.functions.table import Impossible, worksheet_function

_NO_FIGURE: Final = {
    CellError.NUM: Text(
        "算不出：无销售、账的历史不够、缺汇率或税额，见 AR_LASTERROR",
        "there is no such figure: no sales, too short a history, no rate or tax; see AR_LASTERROR",
    )
}


@worksheet_function("figures", "=AR_KPI(ledger)", errors=_NO_FIGURE)
def ar_kpi(
    ledger: p.Ledger,
    as_of: p.AsOf,
    by: p.KpiBy = "total",
    months: p.Months = 12,
    *,
    lang: Language = "zh",
) -> p.Spilled:
    """按月的指标：回款率、逾期率、DSO、周转、CEI 等 / Indicators by month with their trend.

    期初 + 销售 + 其他 − 回款 − 其他核销 − 坏账 + 收回 + 未核销增加 = 期末；算不出的为空 / Opening
    and movements make the closing; what cannot be worked out is blank.
    """
    books, policy = ledger.at(as_of), ledger.policy
    if by == "customer":
        return cells_of(classes_table(value_classes(books, as_of, policy=policy)), lang)
    report = indicators(books, as_of, months=months, by=by, policy=policy)
    return cells_of(kpi_table(report), lang)


@worksheet_function("figures", "=AR_DSO(ledger)", errors=_NO_FIGURE)
def ar_dso(
    ledger: p.Ledger,
    as_of: p.AsOf,
    method: p.DsoMethod = "dso",
    days: p.DsoDays = None,
) -> p.Number:
    """应收账款周转天数 DSO / Days sales outstanding.

    多币种按参数的汇率折成本位币 / Several currencies are converted at the rates of the settings.
    """
    policy = ledger.policy
    if days is not None:
        chosen = replace(policy.indicators, dso_days=days)
        policy = replace(policy, indicators=chosen)
    report = indicators(ledger.at(as_of), as_of, months=1, in_base=True, policy=policy)
    return _figure(report, method)


@worksheet_function("figures", "=AR_CEI(ledger)", errors=_NO_FIGURE)
def ar_cei(ledger: p.Ledger, as_of: p.AsOf) -> p.Ratio:
    """当月的收款有效性指数 CEI / Collection effectiveness index of the month.

    (期初 + 新增 − 期末) ÷ (期初 + 新增 − 期末未到期) / Opening and new less closing, over opening
    and new less what of the closing is not yet due.
    """
    return _figure(_month(ledger, as_of), "collection_effectiveness")


@worksheet_function("figures", "=AR_TURNOVER_DAYS(ledger)", errors=_NO_FIGURE)
def ar_turnover_days(ledger: p.Ledger, as_of: p.AsOf) -> p.Number:
    """周转天数：一年天数 ÷ 周转率，含应收票据 / Days of one turn of receivables and bills held.

    收入取最近 12 个月（参数可改） / Over the revenue of 12 months, which a setting changes.
    """
    return _figure(_month(ledger, as_of), "turnover_days")


@worksheet_function("collections", "=AR_COMMISSION(ledger)")
def ar_commission(
    ledger: p.Ledger,
    as_of: p.AsOf,
    from_: p.PeriodFrom = None,
    by: p.CommissionBy = "salesperson",
    *,
    lang: Language = "zh",
) -> p.Spilled:
    """业务员的提成，附目标、排名与核对 / Commission with targets, ranking and control total.

    回款 = 提成基数 + 未核销回款；退票、退款按原比例收回 / Received = base + not applied; what
    bounces or is refunded is taken back as it was paid.
    """
    first = from_ or as_of.replace(day=1)
    report = commission(ledger.at(as_of), first, as_of, policy=ledger.policy)
    return cells_of(lines_table(report) if by == "line" else commission_table(report), lang)


def _month(ledger: Books, as_of: p.AsOf) -> IndicatorReport:
    return indicators(ledger.at(as_of), as_of, months=1, in_base=True, policy=ledger.policy)


def _figure(report: IndicatorReport, name: str) -> float:
    """A figure of the newest month.

    Raises:
        Impossible: there is no such figure; says why.
    """
    if not len(report):
        raise Impossible(Text("账上没有单据。", "the books have no documents"))
    missing = report.missing[name][-1]
    if missing is not None:
        raise Impossible(REASONS[missing.value])
    return int(report.figures[name][-1]) / NUMBER_SCALE
