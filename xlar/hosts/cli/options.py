"""The options the commands share, as typer reads them; their values are checked in `request`."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

Source: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="SOURCE",
        show_default=False,
        help="工作簿（.xlsx .xlsm .xlsb .xls .ods）或 CSV 文件夹 / workbook or folder of CSV",
    ),
]
AsOf: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="YYYY-MM-DD",
        help="截止日期，默认取参数表或今天 / day looked from; default: the source's, else today",
    ),
]
Format: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--format", metavar="table|json|csv|xlsx", help="输出格式，默认 table / form of the output"
    ),
]
Out: TypeAlias = Annotated[
    str | None,
    typer.Option("--out", "-o", metavar="PATH", help="写入文件 / write to this file"),
]
Lang: TypeAlias = Annotated[
    str | None,
    typer.Option("--lang", metavar="zh|en", help="语言，默认 zh 或 XLAR_LANG / language"),
]
PolicyFile: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--policy", metavar="FILE.toml", help="参数文件 / settings instead of the source's"
    ),
]
Allocation: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--allocation",
        metavar="fifo|explicit",
        help="未指定的收款：先进先出或保持未核销 / undesignated credit: oldest first, or unapplied",
    ),
]
By: TypeAlias = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="customer|salesperson|region|currency|invoice",
        help="按何汇总 / one row per",
    ),
]
Limits: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--limits",
        metavar="0,30,60|audit",
        help="账龄分段上限（天），可为负；audit 按整年 / bucket limits in days, or audit for years",
    ),
]
Basis: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--basis",
        metavar="due|document",
        help="账龄起点：到期日或单据日 / days from due or document date",
    ),
]
Credits: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--credits",
        metavar="separate|aged",
        help="未核销款单列或按其日期入账龄 / unapplied credit apart, or aged by its own date",
    ),
]
Orders: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--order",
        metavar="CUSTOMER=AMOUNT",
        help="拟发货订单，可重复 / an order to be released, repeatable",
    ),
]
Until: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--to",
        "--as-of",
        metavar="YYYY-MM-DD",
        help="截止日期，默认取参数表或今天 / last day; default: the source's, else today",
    ),
]
Customers: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--customer", metavar="ID", help="只为该客户，可重复 / only this customer, repeatable"
    ),
]
Theirs: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--theirs", metavar="AMOUNT", help="余额调节表：对方账面余额 / balance in their books"
    ),
]
OurItems: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--our-item",
        metavar="KIND=AMOUNT",
        help="调节我方余额，如 在途货款=-20000，可重复 / adjusts our balance, repeatable",
    ),
]
TheirItems: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--their-item",
        metavar="KIND=AMOUNT",
        help="调节对方余额，如 票未到=10000，可重复 / adjusts theirs, repeatable",
    ),
]
DocumentFormats: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--formats",
        metavar="pdf,docx,xlsx,eml",
        help="文件格式，默认取参数 / files to make; default: the settings",
    ),
]
Output: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--output",
        metavar="FOLDER",
        help="输出文件夹，默认取参数，否则文档里的 xlar / output folder with the register",
    ),
]
DryRun: TypeAlias = Annotated[
    bool, typer.Option("--dry-run", help="只列出，不制作 / list only, make nothing")
]
On: TypeAlias = Annotated[
    str | None,
    typer.Option("--on", metavar="YYYY-MM-DD", help="日期，默认今天 / day of it; default: today"),
]
OpenBook: TypeAlias = Annotated[str, typer.Argument(metavar="BOOK", help="工作簿 / workbook")]
Host: TypeAlias = Annotated[
    str,
    typer.Option("--host", metavar="calc|excel", help="用哪个程序打开 / program that opens it"),
]
SaveTo: TypeAlias = Annotated[
    str | None,
    typer.Option("--out", "-o", metavar="BOOK", help="另存为，默认存回原处 / save to this file"),
]
