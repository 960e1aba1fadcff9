"""The page docs/functions.md, written from the table of functions; a test keeps it up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlar.core.problems import Text
from xlar.functions.convert import CellError
from xlar.functions.registry import FUNCTIONS
from xlar.functions.table import FAMILIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlar.functions.table import Function, Parameter

_HEAD: Final = """\
# 工作表函数 Worksheet functions

本页由函数表生成（`xlar.functions.page`），有测试保证一致。
This page is written from the table of functions; a test keeps it up to date.

- 参数次序：先是客户或单据，再是 `ledger`、`as_of`，最后是选项。方括号内的可以省略。
  Keys first, then `ledger` and `as_of`, then options; those in brackets may be left out.
- 不给 `ledger` 即本工作簿的各表；不给 `as_of` 即参数中的截止日期，没有则为今天。
  Without `ledger` the tables of this workbook are meant, without `as_of` the as-of date of the
  settings, else today.
- 单值参数给出一个区域时，结果也是区域：一列客户得一列金额；行与列会互相延展；空白格得空白。
  A range given for a single value gives a range: a column of customers a column of amounts; rows
  and columns stretch over each other; a blank cell gives a blank.
- 选项可写中文或英文：`"客户"` 与 `"customer"` 相同。
  Options may be written in Chinese or English: `"客户"` is `"customer"`.
- 日期是序列值，请给单元格设日期格式。表的首行是标题，末尾的合计与核对差异随表溢出。
  Days are serial numbers: format the cells. Tables spill with their titles first; sums and checks
  stand at the end.
- 出错时单元格显示错误值，`=AR_LASTERROR()` 说明原因与处理办法。
  A mistake shows as an error value; `=AR_LASTERROR()` says why and what to do.
"""

_RESULTS: Final = {
    "text": Text("文字", "text"),
    "amount": Text("金额", "amount"),
    "whole": Text("整数", "whole number"),
    "day": Text("日期（序列值）", "day (serial number)"),
    "ratio": Text("比率", "ratio"),
    "number": Text("数字", "number"),
    "handle": Text("账套代号", "handle of the ledger"),
    "table": Text("溢出的表", "table that spills"),
}
_WRONG: Final = Text("参数缺少或不对", "an argument is missing or wrong")
_BAD_DATA: Final = Text("数据有错误", "the data has errors")
_UNKNOWN_CUSTOMER: Final = Text("账中没有这个客户", "no such customer")
_UNKNOWN_DOCUMENT: Final = Text("账中没有这张单据", "no such document")
_LOST: Final = Text(
    "账套已不在内存，各表也已改变", "the ledger is no longer in memory and the tables changed"
)


def functions_page() -> str:
    """The whole page."""
    parts = [_HEAD]
    for family, title in FAMILIES.items():
        parts.append(f"\n## {title.zh} {title.en}\n")
        parts += [_section(one) for one in FUNCTIONS.values() if one.family == family]
    return "".join(parts)


def _section(function: Function) -> str:
    result = _RESULTS[function.result]
    lines = [
        f"\n### {function.name}\n",
        f"`{function.signature()}`\n",
        f"{function.zh}\n{function.en}\n",
    ]
    if function.parameters:
        rows = "\n".join(_row(one) for one in function.parameters)
        lines.append(f"| 参数 parameter | 含义 | meaning |\n|---|---|---|\n{rows}\n")
    lines.append(f"- 结果 Result: {result.zh} · {result.en}\n- 例 Example: `{function.example}`")
    lines += [
        f"- `{error.text}`: {'；'.join(one.zh for one in said)} · "
        f"{'; '.join(one.en for one in said)}"
        for error, said in error_values(function).items()
    ]
    return "\n".join(lines) + "\n"


def _row(parameter: Parameter) -> str:
    zh, en = parameter.zh, parameter.en
    if parameter.choices:
        zh += "：" + "、".join(one.zh for one in parameter.choices)
        en += ": " + ", ".join(one.code for one in parameter.choices)
    name = f"[{parameter.name}]" if parameter.optional else parameter.name
    return f"| `{name}` | {zh} | {en} |"


def error_values(function: Function) -> dict[CellError, list[Text]]:
    """The error values of a function with their reasons.

    >>> [error.text for error in error_values(FUNCTIONS["AR_RMB"])]
    ['#VALUE!']
    """
    return {
        error: said
        for error in (CellError.NA, CellError.VALUE, *function.errors)
        if (said := list(_reasons(function, error)))
    }


def _reasons(function: Function, error: CellError) -> Iterator[Text]:
    kinds = {one.kind for one in function.parameters}
    books = any(one.kind == "ledger" and one.inferred for one in function.parameters)
    if error is CellError.NA:
        if "customer" in kinds:
            yield _UNKNOWN_CUSTOMER
        if "document" in kinds:
            yield _UNKNOWN_DOCUMENT
        if "ledger" in kinds:
            yield _LOST
    elif error is CellError.VALUE:
        yield _WRONG
        if books or function.name == "AR_LEDGER":
            yield _BAD_DATA
    if error in function.errors:
        yield function.errors[error]
