"""The words of problems with a single cell or a column of cells, in both languages."""

from __future__ import annotations

from typing import Final

from xlar.core.problems import Message

BLANK: Final = Message.of(
    "missing_value",
    ("必填的单元格是空的", "a required cell is empty"),
    ("{wanted}", "{wanted}"),
    ("请填写；不要的行请整行清空", "Fill it in; clear the whole row if it is not meant"),
)
MERGED_CELL: Final = Message.of(
    "merged_cell",
    (
        "合并单元格只有左上角有值",
        "of merged cells only the upper left one has a value",
    ),
    ("每行都有自己的值", "a value of its own in every row"),
    ("请取消合并并向下填充", "Unmerge the cells and fill the value down"),
)
ERROR_CELL: Final = Message.of(
    "error_cell",
    ("单元格是错误值", "the cell holds an error value"),
    ("{wanted}", "{wanted}"),
    ("请改正公式或直接填入数值", "Correct the formula or enter the value"),
)
ERROR_CELL_OTHER: Final = Message.of(
    "error_cell_other",
    (
        "该列有 {count} 个错误值；此列不参与计算",
        "{count} error values in a column that is carried along only",
    ),
    ("", ""),
    ("需要时请改正公式", "Correct the formulas if you need them"),
    "warning",
)
NO_VALUE: Final = Message.of(
    "no_value",
    ("公式没有保存计算结果", "the formula has no stored result"),
    ("{wanted}", "{wanted}"),
    (
        "请用 Excel 打开，按 F9 重算并保存",
        "Open the file in Excel, recalculate with F9 and save it",
    ),
)
TOO_LONG: Final = Message.of(
    "cell_too_long",
    (
        "单元格有 {count} 个字符，超过工作表的上限 32,767",
        "the cell holds {count} characters, above a sheet's limit of 32,767",
    ),
    ("{wanted}", "{wanted}"),
    ("请只保留该列应有的内容", "Keep only what belongs in this column"),
)
CUT_IDENTIFIER: Final = Message.of(
    "cut_identifier",
    (
        "16 位及以上的号码存成了数字，第 15 位之后已被表格软件改成 0",
        "a number of 16 or more digits in a numeric cell: the spreadsheet has cut it after 15",
    ),
    ("以文本保存的号码", "the number as text"),
    (
        "请先把该列设为“文本”格式，再重新录入或重新导入原始号码",
        "Format the column as Text, then enter or import the original number again",
    ),
)
DATE_IDENTIFIER: Final = Message.of(
    "date_identifier",
    (
        "号码被表格软件变成了日期（如 1-2 变成 1 月 2 日）",
        "the spreadsheet has turned the identifier into a date (1-2 into 2 January)",
    ),
    ("以文本保存的号码", "the identifier as text"),
    (
        "请把该列设为“文本”格式后重新录入原始号码",
        "Format the column as Text and enter the original identifier again",
    ),
)
BAD_IDENTIFIER: Final = Message.of(
    "bad_identifier",
    ("不能作为号码", "not usable as an identifier"),
    ("文本或整数", "a text or a whole number"),
    ("请把该列设为“文本”格式后重新录入", "Format the column as Text and enter it again"),
)
BAD_CHARACTER: Final = Message.of(
    "bad_character",
    (
        "含有无法还原的字符（�），编码转换时已损坏",
        "contains a character (�) lost in an earlier conversion",
    ),
    ("{wanted}", "{wanted}"),
    ("请从原系统重新导出", "Export it again from the original system"),
)
BAD_DAY: Final = Message.of(
    "bad_day",
    ("不是日期", "not a date"),
    ("日期，如 2026-06-30", "a date such as 2026-06-30"),
    ("请改成年-月-日，年份写四位", "Write year-month-day, the year with four digits"),
)
AMBIGUOUS_DAYS: Final = Message.of(
    "ambiguous_days",
    (
        "{count} 个日期可以是日/月/年，也可以是月/日/年（行 {rows}）",
        "{count} dates may be day/month or month/day (rows {rows})",
    ),
    ("年-月-日，如 2026-06-30", "year-month-day, such as 2026-06-30"),
    (
        "请改写；或用 xlar import 并以 --date-order dmy 或 mdy 说明顺序",
        "Rewrite them, or use xlar import and state the order by --date-order dmy or mdy",
    ),
)
MIXED_DAYS: Final = Message.of(
    "mixed_days",
    (
        (
            "同一列的日期顺序不一致：{dmy_count} 个只能是日/月/年（行 {dmy_rows}），"
            "{mdy_count} 个只能是月/日/年（行 {mdy_rows}）"
        ),
        (
            "dates of two orders in one column: {dmy_count} can only be day/month"
            " (rows {dmy_rows}), {mdy_count} only month/day (rows {mdy_rows})"
        ),
    ),
    ("年-月-日，如 2026-06-30", "year-month-day, such as 2026-06-30"),
    (
        "请分别核对来源并改写；或用 xlar import 并以 --date-order 说明",
        "Check where they come from and rewrite them, or use xlar import with --date-order",
    ),
)
SWAPPED_DAYS: Final = Message.of(
    "swapped_days",
    (
        (
            "日期可能已被地区设置弄乱：{dates} 个真日期的日都不超过 12，"
            "其余 {texts} 个仍是{order}的文本（行 {rows}）"
        ),
        (
            "dates possibly damaged by regional settings: {dates} real dates, none with a day"
            " above 12, and {texts} left as {order} texts (rows {rows})"
        ),
    ),
    ("未被改动的日期", "dates as they were"),
    (
        "请重新导入原始文件；或用 xlar import --repair-swapped-dates 还原",
        "Import the original again, or restore them by xlar import --repair-swapped-dates",
    ),
)
DAY_ORDER: Final = Message.of(
    "day_order",
    (
        "{count} 个文本日期按{order}读取，依据是第 {proof_row} 行的“{proof}”",
        '{count} dates in text were read as {order}; proof is "{proof}" in row {proof_row}',
    ),
    ("", ""),
    ("如不对，请改成年-月-日", "If that is wrong, write year-month-day"),
    "warning",
)
BAD_AMOUNT: Final = Message.of(
    "bad_amount",
    ("不是金额", "not an amount"),
    ("数字，如 1234.50", "a number such as 1234.50"),
    ("请改成数字", "Write a number"),
)
AMOUNT_UNIT: Final = Message.of(
    "amount_unit",
    ("金额带有“万”“千”“亿”或 % 等单位", "the amount has a unit such as 万, k, m or %"),
    ("以元为单位的数字，如 12000.00", "a plain number such as 12000.00"),
    ("请换算后填写数字", "Convert it and write the plain number"),
)
AMBIGUOUS_AMOUNT: Final = Message.of(
    "ambiguous_amount",
    (
        "无法判断是 {small} 还是 {large}",
        "may mean {small} or {large}",
    ),
    ("{small} 或 {large}", "{small} or {large}"),
    (
        "请改成数字；千位分隔符请用逗号，小数点请用句点",
        "Write a plain number, with a point for decimals",
    ),
)
MIXED_STYLES: Final = Message.of(
    "mixed_styles",
    (
        "同一列既有小数点写法（行 {point_rows}），也有小数逗号写法（行 {comma_rows}）",
        "decimal points (rows {point_rows}) and decimal commas (rows {comma_rows}) in one column",
    ),
    ("同一种写法", "one way of writing"),
    ("请核对这些金额", "Check these amounts"),
    "warning",
)
TOO_MANY_DECIMALS: Final = Message.of(
    "too_many_decimals",
    ("小数位太多", "too many decimals"),
    ("至多 {places} 位小数", "at most {places} decimals"),
    ("请四舍五入到分，例如用 ROUND(…,2)", "Round it, for example by ROUND(…,2)"),
)
TOO_LARGE: Final = Message.of(
    "amount_too_large",
    ("数字太大", "the number is too large"),
    ("小于 {limit} 的数", "a number below {limit}"),
    ("请核对，是否把号码填进了这一列", "Check whether an identifier stands in this column"),
)
DATE_AMOUNT: Final = Message.of(
    "date_amount",
    ("这里应是数字，却是日期或时间", "a date or time where a number belongs"),
    ("数字，如 1234.50", "a number such as 1234.50"),
    (
        "请把该列设为“数值”格式后重新录入",
        "Format the column as Number and enter the value again",
    ),
)
BAD_INTEGER: Final = Message.of(
    "bad_integer",
    ("不是整数", "not a whole number"),
    ("0 或正整数", "0 or a positive whole number"),
    ("请改成整数", "Write a whole number"),
)
BAD_FLAG: Final = Message.of(
    "bad_flag",
    ("不是“是”或“否”", "neither yes nor no"),
    ("是 或 否", "yes or no"),
    ("请填“是”或“否”，或留空", "Write yes or no, or leave it blank"),
)
BAD_CHOICE: Final = Message.of(
    "bad_choice",
    ("不在可选的值之内", "not one of the permitted values"),
    ("{choices} 之一", "one of {choices}"),
    ("请从列表中选择", "Choose one of them"),
)
BAD_CURRENCY: Final = Message.of(
    "bad_currency",
    ("不是币种", "not a currency"),
    ("币种代码，如 CNY、USD", "a currency code such as CNY or USD"),
    ("请填三位字母的代码", "Write the code of three letters"),
)
