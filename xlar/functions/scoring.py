"""Worksheet functions of scoring and of warning signals."""

from xlar.core.columns import NO_AMOUNT
from xlar.core.problems import Language
from xlar.core.signals import warnings
from xlar.core.tables import NUMBER_SCALE
from xlar.frames.scoring import score_table
from xlar.frames.signals import warning_table
from xlar.frames.tabulated import cells_of
from xlar.functions import parameters as p
from xlar.functions.credit import NO_RATE
from xlar.functions.ledger import customer_place
from xlar.functions.table import worksheet_function


@worksheet_function("credit", '=AR_SCORE("0001",ledger)', errors=NO_RATE)
def ar_score(customer: p.Customer, ledger: p.Ledger, as_of: p.AsOf) -> p.Score:
    """客户的信用评分，0 至 100 / The customer's credit score, 0 to 100.

    免评，或已知的权重不足一半的，为空白 / Blank where the customer is exempt, or less than half of
    the weights is known.
    """
    found = ledger.on(as_of).scores.score[customer_place(ledger, customer)]
    return None if found == NO_AMOUNT else int(found) / NUMBER_SCALE


@worksheet_function("credit", '=AR_GRADE("0001",ledger)', errors=NO_RATE)
def ar_grade(customer: p.Customer, ledger: p.Ledger, as_of: p.AsOf) -> p.Words:
    """客户的评定等级 A 至 D / The customer's grade, A to D.

    人工评定的优先，其次按评分；都没有则空白 / As decided by hand, else by the score; blank where
    there is neither.
    """
    return str(ledger.on(as_of).scores.grade[customer_place(ledger, customer)])


@worksheet_function("credit", '=AR_LIMIT_ADVICE("0001",ledger)', errors=NO_RATE)
def ar_limit_advice(customer: p.Customer, ledger: p.Ledger, as_of: p.AsOf) -> p.Amount:
    """建议的信用额度 / The credit limit advised.

    月均销售 × (账期/30 + 1/3) × 等级系数；有审批的按审批 / Average monthly sales × (term/30 +
    1/3) × factor of the grade; an approved limit goes first.
    """
    figures, place = ledger.on(as_of), customer_place(ledger, customer)
    minor = int(figures.scores.limit[place])
    unit = figures.units[figures.ledger.customers.currency[place]]
    return None if minor == NO_AMOUNT else minor / unit


@worksheet_function("credit", "=AR_SCORES(ledger)", errors=NO_RATE)
def ar_scores(
    ledger: p.Ledger, as_of: p.AsOf, show: p.ShowScores = "score", *, lang: Language = "zh"
) -> p.Spilled:
    """客户评分表，或复评名单、信用档案 / Scores and advised limits; or review list, credit files.

    付款记录、交易历史、合作年限由账上计算 / Payment record, trading and years are measured from the
    ledger.
    """
    return cells_of(score_table(ledger.on(as_of).scores, show), lang)


@worksheet_function("collections", "=AR_WARNINGS(ledger)", errors=NO_RATE)
def ar_warnings(
    ledger: p.Ledger, as_of: p.AsOf, by: p.WarningsBy = "customer", *, lang: Language = "zh"
) -> p.Spilled:
    """风险预警：记录的信号、数据显示的信号、数值预警 / Warnings: signals seen, found, and alarms.

    权重合计决定风险等级 / The sum of the weights sets the class of risk.
    """
    report = warnings(ledger.at(as_of), as_of, policy=ledger.policy)
    return cells_of(warning_table(report, by), lang)
