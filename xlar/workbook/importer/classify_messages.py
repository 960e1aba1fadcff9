"""The words of problems with telling what sheets and columns are."""

from __future__ import annotations

from typing import Final

from xlar.core.problems import Message, Text

NO_INVOICES: Final = Message(
    "no_invoices",
    "error",
    Text("没有认出发票清单；见到的表：{seen}", "no list of invoices recognised; seen: {seen}"),
    Text("单据号、客户编码、日期和金额四列", "columns for number, customer, date and amount"),
    Text(
        '请在 map.toml 写 [tables] "表名" = "invoices"，并在 [columns] 写明各列',
        'Write [tables] "name" = "invoices" in map.toml, and the columns under [columns]',
    ),
)
MISSING_COLUMN: Final = Message(
    "missing_column",
    "error",
    Text(
        "没有认出“{title}”列（必需）{candidates}",
        "no column recognised as {title} (required){candidates}",
    ),
    Text("一列{title}", "a column of {title}"),
    Text(
        '请在 map.toml 写 [columns] {column} = "{suggestion}"，再用 --map map.toml 导入',
        'Write [columns] {column} = "{suggestion}" in map.toml and import with --map map.toml',
    ),
)
NO_SUCH_HEADER: Final = Message(
    "no_such_header",
    "error",
    Text(
        "map.toml 为 {column} 指定的表头“{found}”不存在；现有：{seen}",
        'map.toml names the header "{found}" for {column}, which does not exist; seen: {seen}',
    ),
    Text("现有的表头之一", "one of the headers"),
    Text("请更正 map.toml", "Correct map.toml"),
)
NO_SUCH_TABLE: Final = Message(
    "no_such_table",
    "error",
    Text(
        "map.toml 的 [tables] 指定的“{found}”不存在；现有：{seen}",
        'map.toml names "{found}" under [tables], which does not exist; seen: {seen}',
    ),
    Text("现有的工作表或文件之一", "one of the sheets or files"),
    Text("请更正 map.toml", "Correct map.toml"),
)
UNCERTAIN_COLUMN: Final = Message(
    "uncertain_column",
    "warning",
    Text(
        "“{header}”被当作{title}，把握 {confidence}{others}",
        "{header} was taken for {title}, confidence {confidence}{others}",
    ),
    Text("", ""),
    Text(
        '如不对，请在 map.toml 写 [columns] {column} = "正确的表头"',
        'If that is wrong, write [columns] {column} = "the right header" in map.toml',
    ),
)
IGNORED_GRID: Final = Message(
    "ignored_sheet",
    "warning",
    Text("没有认出这是什么表，未导入（{count} 行）", "not recognised, not imported ({count} rows)"),
    Text("", ""),
    Text(
        '需要时请在 map.toml 写 [tables] "{label}" = "invoices" 等；否则写 "ignore"',
        'If it is needed, write [tables] "{label}" = "invoices" or another in it, else "ignore"',
    ),
)
