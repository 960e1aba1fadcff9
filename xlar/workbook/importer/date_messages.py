"""The words of problems with the order of day and month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlar.core.problems import Message, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.workbook.importer.model import DateOrder

ORDER_NAMES: Final[Mapping[DateOrder, Text]] = {
    "dmy": Text("日/月/年", "day/month/year"),
    "mdy": Text("月/日/年", "month/day/year"),
    "ymd": Text("年/月/日", "year/month/day"),
}
_STATE: Final = Text(
    "请查明原系统的日期格式，再用 --date-order mdy 或 --date-order dmy 说明",
    "Find out how the system writes dates, then state it by --date-order mdy or --date-order dmy",
)

AMBIGUOUS_DATES: Final = Message(
    "ambiguous_dates",
    "error",
    Text(
        "{count} 个日期既可以是日/月/年，也可以是月/日/年，没有一个能证明顺序（如 {samples}）",
        "{count} dates may be day/month or month/day and none proves the order (such as {samples})",
    ),
    Text("能确定顺序的日期", "dates whose order is known"),
    _STATE,
)
MIXED_DATES: Final = Message(
    "mixed_dates",
    "error",
    Text(
        "同一列有两种日期顺序：{dmy} 个只能是日/月/年（如 {dmy_samples}），{mdy} 个只能是月/日/年"
        "（如 {mdy_samples}），{both} 个两者皆可",
        "two orders in one column: {dmy} can only be day/month (such as {dmy_samples}), {mdy} only"
        " month/day (such as {mdy_samples}), {both} may be either",
    ),
    Text("同一种顺序", "one order"),
    Text(
        "请用 --date-order 说明两可日期的顺序，并在 map.toml 的 [options] 写 mixed_orders = "
        '"read"，其余按唯一可能的顺序读取并列出',
        "State the order of those that may be either by --date-order, and in map.toml under"
        ' [options] mixed_orders = "read": the others are then read the only way there is',
    ),
)
OTHER_ORDER: Final = Message(
    "other_order",
    "error",
    Text(
        "{count} 个日期不能按{order}读取（如 {samples}）",
        "{count} dates cannot be read as {order} (such as {samples})",
    ),
    Text("{order}", "{order}"),
    Text(
        '请核对 --date-order；若确有少数写反，在 map.toml 的 [options] 写 mixed_orders = "read"',
        "Check --date-order; if a few are indeed the other way round, write mixed_orders ="
        ' "read" in map.toml under [options]',
    ),
)
SHORT_YEARS: Final = Message(
    "short_years",
    "error",
    Text(
        "{count} 个日期的年份只有两位（如 {samples}）",
        "{count} dates have a year of two digits (such as {samples})",
    ),
    Text("四位年份，或说明顺序", "a year of four digits, or the order stated"),
    Text(
        "请用 --date-order mdy、dmy 或 ymd 说明顺序，年份按 20xx 读取",
        "State the order by --date-order mdy, dmy or ymd; years are then read as 20xx",
    ),
)
SWAPPED_DATES: Final = Message(
    "swapped_dates",
    "error",
    Text(
        "日期已被错误的地区设置弄乱：{dates} 个真日期的日都不大于 12（如 {date_samples}），其余"
        " {texts} 个仍是文本且都只能是{order}（如 {text_samples}）。原文件是{order}，打开它的电脑"
        "却按另一种顺序解释：能解释的 {dates} 个日月互换了，不能解释的留成了文本",
        "dates damaged by a wrong regional setting: none of the {dates} real dates has a day above"
        " 12 (such as {date_samples}), and the other {texts} are texts that can only be {order}"
        " (such as {text_samples}). The export was {order}; the computer that opened it read it"
        " the other way round: what it could read has day and month exchanged, the rest is text",
    ),
    Text("未经打乱的日期", "dates as they were exported"),
    Text(
        "请用原始 CSV 重新导入；或加 --repair-swapped-dates，换回真日期的日月，文本按{order}读取。"
        '若日期其实正确，在 map.toml 的 [options] 写 real_dates = "as_is"',
        "Import the original CSV; or add --repair-swapped-dates to exchange day and month of the"
        " real dates and read the texts as {order}. If the dates are right after all, write"
        ' real_dates = "as_is" in map.toml under [options]',
    ),
)
ORDER_ADOPTED: Final = Message(
    "order_adopted",
    "warning",
    Text(
        "这一列的 {count} 个日期自身不能证明顺序，按同一文件其他列的{order}读取（如 {samples}）",
        "{count} dates of this column prove no order; they were read as {order} like the other"
        " columns of the file (such as {samples})",
    ),
    Text("", ""),
    Text("如不对，请用 --date-order 说明", "If that is wrong, state the order by --date-order"),
)
CONTRARY_DATES: Final = Message(
    "contrary_dates",
    "error",
    Text(
        "说明的顺序是{order}，但这一列能证明顺序的 {count} 个日期大多只能是{other}（如 {samples}）",
        "the order stated is {order}, but of the dates that prove one most can only be {other}:"
        " {count} (such as {samples})",
    ),
    Text("{order}", "{order}"),
    Text(
        '请在 map.toml 的 [date_orders] 为该列单独说明：{name} = "{code}"',
        'State the order of this column in map.toml under [date_orders]: {name} = "{code}"',
    ),
)
SUSPECT_DATES: Final = Message(
    "swapped_dates",
    "error",
    Text(
        "同一张表的其他列日月被弄乱，这一列的 {dates} 个真日期的日也都不大于 12"
        "（如 {date_samples}），应是同样被互换",
        "other columns of this sheet have day and month exchanged, and none of the {dates} real"
        " dates here has a day above 12 either (such as {date_samples})",
    ),
    Text("未经打乱的日期", "dates as they were exported"),
    Text(
        "加 --repair-swapped-dates 时这一列的日月也一并换回",
        "With --repair-swapped-dates this column is exchanged back as well",
    ),
)
OUTSIDE_WINDOW: Final = Message(
    "outside_window",
    "warning",
    Text(
        "{count} 个日期在 {window} 之外（如 {samples}）",
        "{count} dates lie outside {window} (such as {samples})",
    ),
    Text("", ""),
    Text("按原样导入；请核对", "Imported as they are; check them"),
)
UNSETTLED: Final = frozenset(
    message.code
    for message in (
        AMBIGUOUS_DATES,
        MIXED_DATES,
        OTHER_ORDER,
        CONTRARY_DATES,
        SHORT_YEARS,
        SWAPPED_DATES,
    )
)
