"""Plans, disputes, holds, approvals and slips on sheets of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlar.commands.reports import makers_of, written
from xlar.frames import sheet_titles as titles
from xlar.frames.shown import AGREEMENTS, SLIPS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.commands.context import Context, Outcome
    from xlar.core.problems import Text

_AGREEMENTS: Final[Mapping[str, Text]] = {
    "plans": titles.PLAN_STATUS,
    "disputes": titles.DISPUTES,
    "holds": titles.HOLDS,
    "approvals": titles.APPROVAL_LIST,
}
_SLIPS: Final[Mapping[str, Text]] = {
    "slips": titles.SLIP_STATUS,
    "control": titles.SLIP_CONTROL,
    "differences": titles.DIFFERENCES,
    "due": titles.DUE_AGAIN,
}


def agreements(context: Context) -> Outcome:
    """Write the sheets 分期跟踪, 争议, 发货控制 and 审批清单."""
    return written(context, makers_of(AGREEMENTS, _AGREEMENTS, titles.WORKLIST))


def slips(context: Context) -> Outcome:
    """Write the sheets 回执跟踪, 对账控制表, 差异汇总 and 应对账客户."""
    return written(context, makers_of(SLIPS, _SLIPS, titles.STATEMENT))
