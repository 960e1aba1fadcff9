"""``xlar demo``: write the demonstration ledger as a workbook, read it back and show it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from rich.console import Group
from rich.table import Table
from rich.text import Text as Styled

from xlar.core.aging import aging
from xlar.core.approvals import with_approvals
from xlar.core.credit import credit
from xlar.core.errors import BadLedger
from xlar.core.money import format_minor
from xlar.core.problems import Text
from xlar.core.stages import STAGES, stages
from xlar.frames.field import grouped
from xlar.hosts.cli import payloads, screens
from xlar.hosts.cli.age_screen import age_screen, bar
from xlar.hosts.cli.grids import Grid, grid_of
from xlar.hosts.cli.mistakes import WrongUse, language
from xlar.hosts.cli.request import choice, working
from xlar.workbook.book import write_book
from xlar.workbook.demo import AS_OF, COMPANY, demo_settings, demo_tables
from xlar.workbook.read import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console, RenderableType

    from xlar.core.ledger import Ledger
    from xlar.core.policy import Policy
    from xlar.core.problems import Language
    from xlar.core.stages import StageReport

FILE_NAME: Final = "应收账款示例.xlsx"
_MOST_OVERDUE: Final = 10
_MOST_ALARMS: Final = 12


def demo(folder: str, *, documents: bool, lang: str | None) -> None:
    """Write, read and show the demonstration ledger.

    Args:
        folder: where the workbook is written; made if it does not exist.
        documents: whether to make statements and letters as well.
        lang: language of the screen.

    Raises:
        WrongUse: the folder cannot be made or written to.
    """
    chosen = cast("Language", choice("--lang", lang, ("zh", "en")) or language())
    path = _folder(folder) / FILE_NAME
    with working(Text("生成示例账 …", "writing the demonstration ledger …"), chosen):
        tables = demo_tables()
        try:
            write_book(path, tables, settings=demo_settings(tables))
        except OSError as mistake:
            raise _not_writable(path, mistake) from mistake
        loaded = load(path)
    if loaded.ledger is None:
        raise BadLedger(loaded.problems)
    ledger = with_approvals(loaded.ledger, AS_OF, loaded.policy)
    console = screens.console()
    console.print(_opening(ledger, chosen))
    for part in (_aging, _alarms, _stages):
        console.print(part(ledger, loaded.policy, chosen, console))
    if documents:
        from xlar.hosts.cli.demo_documents import demo_documents  # takes a moment

        console.print(demo_documents(loaded, ledger, path, chosen))
    console.print(_ending(path, chosen))


def _folder(name: str) -> Path:
    folder = Path(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as mistake:
        raise _not_writable(folder, mistake) from mistake
    return folder


def _not_writable(path: Path, mistake: OSError) -> WrongUse:
    return WrongUse(
        Text(
            f"无法写入 {path}（{mistake.strerror}）。",
            f"{path} cannot be written ({mistake.strerror})",
        )
    )


def _opening(ledger: Ledger, lang: Language) -> RenderableType:
    documents = ledger.documents
    invoices = int((documents.kind <= 1).sum())
    facts = Text(
        f"虚构数据：{len(ledger.customers)} 个客户，{invoices:,} 张发票，"
        f"{len(documents) - invoices:,} 笔收付款，截止 {AS_OF}",
        f"made-up data: {len(ledger.customers)} customers, {invoices:,} invoices, "
        f"{len(documents) - invoices:,} receipts and refunds, as of {AS_OF}",
    )
    return Group(Styled(f"\n{COMPANY}", "bold"), Styled(facts[lang], "dim"))


def _aging(ledger: Ledger, policy: Policy, lang: Language, console: Console) -> RenderableType:
    """The customers most overdue, and a bar per bucket."""
    report = aging(ledger, AS_OF, policy=policy)
    payload = payloads.age_payload(report)
    late = report.buckets[:, 1:].sum(axis=1)
    places = sorted(range(len(report)), key=lambda place: -late[place])
    base = ledger.currencies.index(ledger.base_currency)
    places = [place for place in places if report.currency[place] == base][:_MOST_OVERDUE]
    top = payload | {"rows": [payload["rows"][place] for place in places]}
    gl = {code: format_minor(rest, code) for code, rest in report.gl_difference.items()}
    title = Text("账龄分析：逾期最多的客户", "Aging: the customers most overdue")
    grid = grid_of("age", top, lang)
    titled = Grid(grid.name, title, grid.fields, grid.rows, grid.notes)
    return Group("", age_screen(titled, payload, gl, lang, console))


def _alarms(ledger: Ledger, policy: Policy, lang: Language, console: Console) -> RenderableType:
    """The customers whose orders are held."""
    report = credit(ledger, AS_OF, policy=policy)
    payload = payloads.credit_payload(report, policy.aging.allocation)
    held = [row for row in payload["rows"] if row["decision"] == "hold"]
    approve = sum(row["decision"] == "approve" for row in payload["rows"])
    grid = grid_of("credit", payload | {"rows": held[:_MOST_ALARMS]}, lang)
    title = Text("信用警报", "Credit alarms")
    shown = min(len(held), _MOST_ALARMS)
    more = Text(
        f"暂停发货 {len(held)} 家（以上为前 {shown} 家），待审批 {approve} 家",
        f"{len(held)} on hold (the first {shown} above), {approve} need approval",
    )
    table = Grid(grid.name, title, grid.fields, grid.rows, grid.notes)
    return Group("", screens.screen(table, lang, console.width), Styled(more[lang], "yellow"))


def _stages(ledger: Ledger, policy: Policy, lang: Language, _: Console) -> RenderableType:
    """How many items and how much stand in each of the eight stages."""
    report = stages(ledger, AS_OF, policy=policy)
    headings = {
        "zh": ("阶段", "张数", *ledger.currencies, ""),
        "en": ("stage", "items", *ledger.currencies, ""),
    }[lang]
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for place, heading in enumerate(headings):
        right = 0 < place < len(headings) - 1
        table.add_column(heading, justify="right" if right else "left", no_wrap=True)
    counts = {code: int((report.stage == code).sum()) for code in STAGES}
    for code, name in STAGES.items():
        style = screens.STAGE_STYLES[code]
        drawn = bar(counts[code] / max(counts.values()))
        amounts = _amounts(report, code)
        table.add_row(
            Styled(f"{code} {name[lang]}", style),
            f"{counts[code]:,}",
            *amounts,
            Styled(drawn, style),
        )
    title = {"zh": "逾期阶段", "en": "Overdue stages"}[lang]
    return Group("", Styled(title, "bold"), table)


def _amounts(report: StageReport, stage: int) -> Sequence[str]:
    """The open amounts of a stage, by currency."""
    ledger = report.ledger
    currency = ledger.documents.currency[report.document]
    return [
        grouped(
            format_minor(
                int(report.open[(report.stage == stage) & (currency == place)].sum()), code
            )
        )
        for place, code in enumerate(ledger.currencies)
    ]


def _ending(path: Path, lang: Language) -> RenderableType:
    """Where the file lies, and what to try next."""
    shown: Any = path if " " not in str(path) else f'"{path}"'
    tries = (
        (f"xlar age {shown} --limits audit", Text("按整年账龄", "aging by full years")),
        (f"xlar age {shown} --as-of 2025-12-31", Text("回到上年末", "the end of last year")),
        (
            f"xlar credit {shown} --order 0001=50000",
            Text("这张订单能发货吗", "may this order go out"),
        ),
        (f"xlar letters {shown} --dry-run", Text("谁该收到什么函", "who gets which letter")),
        (
            f"xlar stages {shown} --out stages.xlsx",
            Text("阶段与下一步，存为工作簿", "stages, as a workbook"),
        ),
    )
    lines = [Styled(f"\n{Text('示例工作簿', 'The workbook')[lang]}: {path}", "bold green")]
    lines.append(Styled(Text("接下来试试：", "try next:")[lang]))
    for command, what in tries:
        lines.append(Styled(f"  {command}", "cyan").append(f"   {what[lang]}", "dim"))
    return Group(*lines)
