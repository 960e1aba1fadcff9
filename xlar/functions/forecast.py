"""The worksheet function of the cash forecast."""

from xlar.core.forecast import forecast
from xlar.core.problems import Language
from xlar.frames.forecast import forecast_table
from xlar.frames.tabulated import cells_of
from xlar.functions import parameters as p
from xlar.functions.table import worksheet_function


@worksheet_function("collections", "=AR_FORECAST(ledger)")
def ar_forecast(
    ledger: p.Ledger,
    as_of: p.AsOf,
    by: p.ForecastBy = "currency",
    weeks: p.Weeks = None,
    *,
    lang: Language = "zh",
) -> p.Spilled:
    """按周的回款预测，含区间和两个简单预测 / Cash by week, with a range and two plain forecasts.

    每币种最后一行为以后；各周 + 以后 + 预计损失 = 未清金额 / The last row of a currency is what
    comes later; weeks + later + expected loss = open items.
    """
    report = forecast(ledger.at(as_of), as_of, policy=ledger.policy, by=by, weeks=weeks)
    return cells_of(forecast_table(report), lang)
