"""Worksheet functions of the loss allowance."""

from xlar.core.problems import Language
from xlar.frames.shown import PROVISION
from xlar.frames.tabulated import cells_of
from xlar.functions import parameters as p
from xlar.functions.table import worksheet_function


@worksheet_function("figures", "=AR_PROVISION(ledger)")
def ar_provision(
    ledger: p.Ledger, as_of: p.AsOf, show: p.ShowProvision = "allowance", *, lang: Language = "zh"
) -> p.Spilled:
    """坏账准备：余额、损失率、准备、变动与分录 / The allowance with its movement and entries.

    按组合、币种与账龄段；方法与比例见参数 provision / By portfolio, currency and band; method and
    rates are the settings provision.
    """
    return cells_of(PROVISION[show](ledger.at(as_of), as_of, ledger.policy), lang)


@worksheet_function("figures", "=AR_ROLL_RATES(ledger)")
def ar_roll_rates(ledger: p.Ledger, as_of: p.AsOf, *, lang: Language = "zh") -> p.Spilled:
    """迁徙率：各期间、平均与由此得出的损失率 / Roll rates by window, their mean and loss rates.

    历史须够参数 provision.windows 期 / The books must reach back for provision.windows windows.
    """
    return cells_of(PROVISION["rolls"](ledger.at(as_of), as_of, ledger.policy), lang)
