"""The commands of the department: scoring, collections, provision, indicators, forecast, reports.

Like `xlar.hosts.cli.app`, which takes them in, it imports nothing heavy: each command loads its
part when it is run.
"""

# Annotations are evaluated by typer, so they are not postponed here.
from typing import Annotated, Any

import typer

from xlar.hosts.cli import options as o
from xlar.hosts.cli.reporting import part, reporting

app = typer.Typer()


@app.command()
@reporting
def forecast(
    request: Any,
    *,
    by: Annotated[
        str,
        typer.Option(
            "--by", metavar="currency|customer|salesperson|region", help="按何汇总 / one row per"
        ),
    ] = "currency",
    weeks: Annotated[
        str | None,
        typer.Option("--weeks", metavar="N", help="预测几周，默认取参数 / weeks looked ahead"),
    ] = None,
) -> None:
    """回款预测：按周，带区间与检验 / Cash by week, with a range and its test."""
    part("forecasting").forecast(request, by=by, weeks=weeks)


@app.command()
@reporting
def score(
    request: Any,
    *,
    show: Annotated[
        str,
        typer.Option(
            "--show",
            metavar="score|review|file",
            help="评分、复评名单或信用档案 / scores, review list or credit files",
        ),
    ] = "score",
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="YYYY-MM-DD", help="与哪天比较，默认半年前 / day to compare with"
        ),
    ] = None,
) -> None:
    """客户评分、建议额度、复评名单 / Scores, grades, advised limits and who is to be reviewed."""
    part("scoring").score(request, show=show, since=since)


@app.command()
@reporting
def warnings(
    request: Any,
    *,
    by: Annotated[
        str, typer.Option("--by", metavar="customer|signal", help="每行是什么 / what a row is")
    ] = "customer",
) -> None:
    """风险预警：记录的信号、数据显示的信号、数值预警 / Warning signals, seen and found."""
    part("scoring").warnings(request, by=by)


@app.command()
@reporting
def close(
    request: Any,
    *,
    month: Annotated[
        str | None,
        typer.Option(
            "--month",
            metavar="YYYY-MM",
            help="要关账的月份；不给则只列变动 / default: list changes",
        ),
    ] = None,
    accept: Annotated[
        bool,
        typer.Option("--accept", help="接受已关账月份的变动 / accept changes in closed months"),
    ] = False,
    output: o.Output = None,
) -> None:
    """关账，并列出已关账月份的变动 / Close a month; list what changed since."""
    part("closing").close(request, month, output, accept=accept)


@app.command()
@reporting
def kpi(
    request: Any,
    *,
    months: Annotated[
        str, typer.Option("--months", metavar="N", help="最近几个月 / how many months")
    ] = "12",
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="total|salesperson|region|customer",
            help="按何汇总；customer 为价值分类 / one row per; customer: value classes",
        ),
    ] = "total",
) -> None:
    """指标：回款率、逾期率、DSO、周转等，按月 / Rates, DSO, turnover and more by month."""
    part("figures").kpi(request, months=months, by=by)


@app.command()
@reporting
def commission(
    request: Any,
    *,
    start: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="YYYY-MM-DD", help="第一天，默认当月一日 / first day of the period"
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option("--to", metavar="YYYY-MM-DD", help="最后一天，默认截止日 / its last day"),
    ] = None,
    by: Annotated[
        str,
        typer.Option(
            "--by", metavar="salesperson|line", help="line 为每笔明细 / line: every receipt"
        ),
    ] = "salesperson",
) -> None:
    """提成：按回款与账龄，附核对与排名 / Commission on cash, with control and ranking."""
    part("figures").commission(request, start=start, until=until, by=by)


@app.command()
@reporting
def provision(
    request: Any,
    *,
    show: Annotated[
        str,
        typer.Option(
            "--show",
            metavar="allowance|rolls|tie_out|reclassification|subsequent|tax|off_book",
            help="哪张表：准备、迁徙率、勾稽、重分类、期后回款、税前扣除、账销案存 / which table",
        ),
    ] = "allowance",
    until: Annotated[
        str | None,
        typer.Option(
            "--until", metavar="YYYY-MM-DD", help="期后回款截止日 / last day of later receipts"
        ),
    ] = None,
) -> None:
    """坏账准备：百分比或迁徙率，附变动与分录 / The loss allowance, its movement and entries."""
    part("provisioning").provision(request, show=show, until=until)


@app.command()
@reporting
def report(
    request: Any,
    *,
    month: Annotated[
        str | None,
        typer.Option(
            "--month", metavar="YYYY-MM", help="月份，默认上月 / default: the last one over"
        ),
    ] = None,
    formats: Annotated[
        str | None,
        typer.Option("--formats", metavar="pdf,xlsx,eml", help="文件格式，默认全部 / default: all"),
    ] = None,
    output: o.Output = None,
) -> None:
    """月报：PDF、工作簿、各业务员的逾期清单 / The monthly report and drafts."""
    part("monthly").report(request, month, formats, output)


@app.command()
@reporting
def worklist(
    request: Any,
    *,
    show: Annotated[
        str,
        typer.Option("--show", metavar="items|promises", help="待办或承诺 / the list, or promises"),
    ] = "items",
) -> None:
    """催收工作台：按优先级，附处理意见 / What to collect first, and what to do."""
    part("collecting").worklist(request, show=show)


@app.command()
@reporting
def plan(
    request: Any,
    *,
    result: Annotated[
        bool, typer.Option("--result", help="本周结果 / the result of the week so far")
    ] = False,
) -> None:
    """本周计划；--result 为周五的结果 / The plan of the week, or its result."""
    part("collecting").plan(request, result=result)


@app.command()
@reporting
def agreements(
    request: Any,
    *,
    show: Annotated[
        str,
        typer.Option(
            "--show",
            metavar="plans|disputes|holds|approvals",
            help="分期、争议、发货控制、审批 / which table",
        ),
    ] = "plans",
) -> None:
    """分期、争议、发货控制与审批 / Plans, disputes, delivery holds, approvals."""
    part("agreeing").agreements(request, show=show)


@app.command()
@reporting
def reconcile(
    request: Any,
    *,
    show: Annotated[
        str,
        typer.Option(
            "--show",
            metavar="slips|control|differences|due",
            help="回执、对账控制表、差异汇总、应对账客户 / which table",
        ),
    ] = "slips",
) -> None:
    """对账回执、差异与控制表 / Slips, their differences and their control table."""
    part("reconciling").reconcile(request, show=show)
