"""The commands of ``xlar`` and their options.

Nothing heavy is imported here: numpy loads with the first command that needs it, so that
``xlar --help`` answers at once.
"""

# Annotations are evaluated by typer, so they are not postponed here.
from typing import Annotated, Any

import typer

from xlar.hosts.cli import department, life_cycle
from xlar.hosts.cli import options as o
from xlar.hosts.cli.mistakes import Commands
from xlar.hosts.cli.reporting import part, reporting, request_of

app = typer.Typer(
    cls=Commands,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="应收账款：账龄、信用、逾期阶段 / Receivables: aging, credit, overdue stages.",
)


@app.command()
@reporting
def check(request: Any) -> None:
    """检查数据，列出全部问题 / Check the data and list every problem."""
    raise typer.Exit(part("reports").check(request))


@app.command()
@reporting
def items(
    request: Any,
    *,
    allocation: o.Allocation = None,
) -> None:
    """未清项 / Every document with an open amount."""
    part("reports").items(request, allocation)


@app.command()
@reporting
def age(
    request: Any,
    *,
    by: o.By = "customer",
    limits: o.Limits = None,
    basis: o.Basis = None,
    allocation: o.Allocation = None,
    credits_: o.Credits = None,
) -> None:
    """账龄分析 / Aging by customer, document and more."""
    part("reports").age(
        request, by=by, limits=limits, basis=basis, allocation=allocation, credits_=credits_
    )


@app.command()
@reporting
def credit(
    request: Any,
    *,
    orders: o.Orders = None,
) -> None:
    """信用监控与发货控制 / Limits, exposure, orders."""
    part("reports").credit_standing(request, orders or [])


@app.command()
@reporting
def stages(request: Any) -> None:
    """逾期阶段与下一步 / Overdue stage and next action."""
    part("reports").overdue_stages(request)


@app.command()
def allocate(
    source: o.Source,
    as_of: o.AsOf = None,
    allocation: o.Allocation = None,
    write: Annotated[
        bool, typer.Option("--write", help="把先进先出的结果写成核销行 / fix FIFO as explicit rows")
    ] = False,
    form: o.Format = None,
    out: o.Out = None,
    lang: o.Lang = None,
    policy: o.PolicyFile = None,
) -> None:
    """核销明细 / Which credit settles which invoice."""
    if write:
        part("fixing").fix(source, as_of, form, out, lang, policy, allocation)
        return
    request = request_of(source, as_of, form, out, lang, policy)
    part("reports").allocate(request, allocation)


@app.command()
def statements(
    source: o.Source,
    customers: o.Customers = None,
    start: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="YYYY-MM-DD",
            help="起始日，默认接上一张对账单，否则当月一日 / first day of the period",
        ),
    ] = None,
    until: o.Until = None,
    kind: Annotated[
        str,
        typer.Option(
            "--kind",
            metavar="statement|confirmation|confirmation-negative|reconciliation",
            help="对账单、询证函（积极式、消极式）、余额调节表 / what to make",
        ),
    ] = "statement",
    theirs: o.Theirs = None,
    our_items: o.OurItems = None,
    their_items: o.TheirItems = None,
    formats: o.DocumentFormats = None,
    output: o.Output = None,
    dry_run: o.DryRun = False,
    form: o.Format = None,
    out: o.Out = None,
    lang: o.Lang = None,
    policy: o.PolicyFile = None,
) -> None:
    """对账单、询证函 / Statements of account and confirmations."""
    request, documents = request_of(source, until, form, out, lang, policy), part("documents")
    order = documents.Order(customers, formats, output, dry_run)
    books = documents.TheirBooks(theirs, our_items or (), their_items or ())
    documents.statements(request, order, kind=kind, start=start, books=books)


@app.command()
@reporting
def letters(
    request: Any,
    *,
    customers: o.Customers = None,
    kind: Annotated[
        str,
        typer.Option(
            "--kind",
            metavar="letter|agency|lawyer|stop|promise|plan",
            help="催款函、移交单、律师函、停货、承诺书、分期 / what to make",
        ),
    ] = "letter",
    level: Annotated[
        str | None,
        typer.Option("--level", metavar="0-6", help="统一用此级别 / this level for all letters"),
    ] = None,
    parts: Annotated[
        str | None,
        typer.Option("--parts", metavar="N", help="分期协议的期数 / payments of a plan"),
    ] = None,
    first: Annotated[
        str | None,
        typer.Option(
            "--first", metavar="YYYY-MM-DD", help="首期付款日，默认一个月后 / day of the first"
        ),
    ] = None,
    formats: o.DocumentFormats = None,
    output: o.Output = None,
    dry_run: o.DryRun = False,
) -> None:
    """催款函等函件 / Collection letters and agreements."""
    documents = part("documents")
    order = documents.Order(customers, formats, output, dry_run)
    documents.letters(request, order, kind=kind, level=level, parts=parts, first=first)


@app.command()
def register(
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="[SOURCE]",
            show_default=False,
            help="其参数指明输出文件夹 / whose settings name the output folder",
        ),
    ] = None,
    output: o.Output = None,
    sent: Annotated[
        list[str] | None,
        typer.Option("--sent", metavar="NUMBER", help="已发出，可重复 / was sent, repeatable"),
    ] = None,
    acknowledged: Annotated[
        list[str] | None,
        typer.Option(
            "--acknowledged", metavar="NUMBER", help="已签收，可重复 / was signed for, repeatable"
        ),
    ] = None,
    returned: Annotated[
        list[str] | None,
        typer.Option("--returned", metavar="NUMBER", help="被退回，可重复 / came back, repeatable"),
    ] = None,
    on: o.On = None,
    channel: Annotated[
        str | None, typer.Option("--channel", metavar="TEXT", help="发送方式 / how it was sent")
    ] = None,
    tracking: Annotated[
        str | None, typer.Option("--tracking", metavar="TEXT", help="快递单号 / tracking number")
    ] = None,
    reply: Annotated[
        str | None, typer.Option("--reply", metavar="TEXT", help="客户答复 / the answer")
    ] = None,
    form: o.Format = None,
    out: o.Out = None,
    lang: o.Lang = None,
    policy: o.PolicyFile = None,
) -> None:
    """发函登记：查看、登记状态 / What went out, and what became of it."""
    part("registering").register(
        source,
        output,
        (form, out, lang, policy),
        changes={"sent": sent, "acknowledged": acknowledged, "returned": returned},
        on=on,
        details={"channel": channel, "tracking": tracking, "reply": reply},
    )


@app.command()
def withdraw(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[SOURCE] NUMBER",
            show_default=False,
            help="数据来源（有 --output 时省略）、编号 / source unless --output is given; numbers",
        ),
    ],
    output: o.Output = None,
    on: o.On = None,
    form: o.Format = None,
    out: o.Out = None,
    lang: o.Lang = None,
    policy: o.PolicyFile = None,
) -> None:
    """撤回函件，编号保留 / Take documents back; numbers stay."""
    part("registering").withdraw(words, output, (form, out, lang, policy), on=on)


@app.command("import")
def import_(
    raw: Annotated[
        str, typer.Argument(metavar="RAW", help="任何系统导出的文件或文件夹 / any system's export")
    ],
    book: Annotated[
        str, typer.Option("--out", "-o", metavar="BOOK", help="要写的 .xlsx / workbook to write")
    ],
    map_file: Annotated[
        str | None,
        typer.Option("--map", metavar="MAP.toml", help="列、账期代码的对应 / what each column is"),
    ] = None,
    date_order: Annotated[
        str | None,
        typer.Option(
            "--date-order",
            metavar="mdy|dmy|ymd",
            help="日期里日月年的顺序 / order of day and month",
        ),
    ] = None,
    repair_swapped_dates: Annotated[
        bool,
        typer.Option(
            "--repair-swapped-dates",
            help="还原日月颠倒的日期 / restore dates with day and month swapped",
        ),
    ] = False,
    lang: o.Lang = None,
    policy: o.PolicyFile = None,
) -> None:
    """导入任何导出文件，写成规范工作簿 / Make a clean workbook of any export."""
    part("importing").import_raw(
        raw,
        book,
        map_file=map_file,
        date_order=date_order,
        repair_swapped_dates=repair_swapped_dates,
        lang=lang,
        policy=policy,
    )


@app.command()
def demo(
    folder: Annotated[
        str, typer.Argument(metavar="[FOLDER]", help="写到哪个文件夹 / folder to write to")
    ] = "xlar-demo",
    no_documents: Annotated[
        bool, typer.Option("--no-documents", help="不生成函件 / leave the documents out")
    ] = False,
    lang: o.Lang = None,
) -> None:
    """示例账：写出并展示 / Write and show a made-up ledger."""
    part("demo").demo(folder, documents=not no_documents, lang=lang)


@app.command("run")
def run_command(
    command: Annotated[
        str,
        typer.Argument(metavar="COMMAND", help="命令名，见 docs/commands.md / name of the command"),
    ],
    book: o.OpenBook,
    host: o.Host = "calc",
    customers: o.Customers = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="命令的参数，可重复 / its arguments"),
    ] = None,
    out: o.SaveTo = None,
    lang: o.Lang = None,
) -> None:
    """在表格程序里运行按钮的命令 / Run a button's command in a spreadsheet program."""
    code = part("running").run_command(
        command,
        book,
        host=host,
        customers=customers or (),
        settings=settings or (),
        out=out,
        lang=lang,
    )
    raise typer.Exit(code)


@app.command()
def recalc(
    book: o.OpenBook,
    host: o.Host = "calc",
    out: o.SaveTo = None,
    lang: o.Lang = None,
) -> None:
    """重做全部报表并保存 / Make all reports of a workbook anew."""
    code = part("running").run_command(
        "refresh", book, host=host, customers=(), settings=(), out=out, lang=lang
    )
    raise typer.Exit(code)


app.add_typer(department.app)
app.add_typer(life_cycle.app)
