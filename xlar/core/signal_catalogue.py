"""The warning signals 预警信号: 18 of customers, 10 of outlets, and 4 that only figures show.

A weight says how grave a signal is: 3 a hint, 5 serious, 8 grave, 10 the end. Whoever sees one
writes its name in the table signals, or words of his own. Source: receivables practice notes; the
weights are ours.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from xlar.core.problems import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

Family: TypeAlias = Literal["customer", "outlet", "figures"]


@dataclass(frozen=True)
class Sign:
    """A signal of the catalogue.

    Attributes:
        code: its code.
        name: its name for people.
        weight: how grave it is.
        family: where it is seen.
    """

    code: str
    name: Text
    weight: int
    family: Family


def _signs(family: Family, *entries: tuple[str, int, str, str]) -> list[Sign]:
    return [Sign(code, Text(zh, en), weight, family) for code, weight, zh, en in entries]


SIGNS: Final[Mapping[str, Sign]] = MappingProxyType(
    {
        sign.code: sign
        for sign in (
            *_signs(
                "customer",
                ("moved_cheaper", 3, "搬到更便宜的场所", "moved to cheaper premises"),
                ("staff_changes", 3, "主管或员工频繁更换", "managers or staff change often"),
                ("sued", 8, "被他人起诉", "sued by others"),
                ("finance_avoids", 5, "财务人员回避联系", "finance staff avoid contact"),
                ("pays_later", 5, "付款比以前晚", "pays later than before"),
                ("breaks_promises", 5, "付款承诺不兑现", "breaks promises"),
                ("owner_unreachable", 5, "老板难以找到", "owner hard to reach"),
                ("owner_accident", 5, "老板发生意外", "accident to the owner"),
                ("owners_quarrel", 5, "股东不和、经营无方向", "owners quarrel, no direction"),
                ("speculates", 5, "从事投机冒险", "speculative ventures"),
                ("no_call_back", 3, "不回电话", "does not return calls"),
                ("postdated_cheques", 5, "开出大量远期支票", "many post-dated cheques"),
                ("cheque_bounced", 8, "支票或票据被退", "cheque bounced"),
                ("own_receivables", 3, "自身应收账款过高", "its own receivables too high"),
                ("changes_banks", 3, "频繁更换开户行", "changes banks often"),
                ("dumps_goods", 5, "低于供应商底价销售", "sells below the supplier's floor price"),
                (
                    "orders_too_large", 5, "订货远超其区域销量",
                    "orders far above what its region can sell",
                ),
                (
                    "grows_too_fast", 3, "扩张过快、管理跟不上",
                    "grows faster than it can manage",
                ),
            ),
            *_signs(
                "outlet",
                ("outlet_bills_unpaid", 8, "门店付不出房租、水电、工资",
                 "outlet cannot pay rent, utilities, wages"),
                ("outlet_owner_gone", 10, "门店老板失踪", "outlet's owner vanished"),
                ("outlet_buyers_change", 3, "门店采购频繁更换", "outlet's buyers change often"),
                ("outlet_discounts", 5, "门店大幅低于底价打折",
                 "outlet discounts deeply below floor prices"),
                ("outlet_suppliers_leave", 8, "供应商撤离门店", "suppliers withdraw from outlet"),
                ("outlet_shelves_empty", 5, "门店货架空置", "outlet's shelves empty"),
                ("outlet_pays_with_gifts", 5, "门店以礼品抵货款", "outlet pays with gifts"),
                ("outlet_cheques_bounce", 8, "门店大量退票", "many dishonoured cheques of outlet"),
                ("outlet_stock_takes", 3, "门店异常盘点", "odd stock-takes of outlet"),
                ("outlet_no_shoppers", 3, "门店没有顾客", "no shoppers in outlet"),
            ),
            *_signs(
                "figures",
                ("part_payments", 3, "改为部分付款", "has turned to part payments"),
                ("round_sums", 3, "改付整数金额", "has turned to round sums"),
                ("rising_disputes", 3, "争议增多", "disputes are rising"),
                ("concentration", 3, "占应收比重过大", "holds a large share of the receivables"),
            ),
        )
    }
)  # fmt: skip
"""All signals by code, in the order of the checklist."""


def sign_code(written: str) -> str:
    """The code of the signal a user means, or his own words where it is none of the catalogue.

    Case, width, blanks and punctuation do not matter.

    >>> sign_code("被他人起诉"), sign_code("Owner hard to reach"), sign_code("仓库着火")
    ('sued', 'owner_unreachable', '仓库着火')
    """
    return _BY_NAME.get(_folded(written), written.strip())


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


_BY_NAME: Final[Mapping[str, str]] = {
    _folded(name): sign.code
    for sign in SIGNS.values()
    for name in (sign.code, sign.name.zh, sign.name.en)
}
