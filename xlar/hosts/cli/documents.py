"""``xlar statements`` and ``xlar letters``: documents made, numbered and registered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

import typer

from xlar.commands import producing
from xlar.core.errors import BadValue
from xlar.core.money import to_minor
from xlar.core.problems import Text
from xlar.documents import agreements
from xlar.documents.content import Skipped
from xlar.documents.making import FORMATS
from xlar.documents.register.batch import Cancelled
from xlar.documents.statement import positions, reconciliation
from xlar.hosts.cli.document_grids import documents_grid, documents_payload, documents_screen
from xlar.hosts.cli.mistakes import INTERRUPTED, WrongUse, say, say_problems
from xlar.hosts.cli.outgoing import desk_of
from xlar.hosts.cli.progress import progress_bar, stoppable
from xlar.hosts.cli.reports import deliver
from xlar.hosts.cli.request import choice, day_of, whole_of, working

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console, RenderableType

    from xlar.commands.desk import Desk
    from xlar.commands.producing import Made
    from xlar.core.dunning_choice import LetterKind
    from xlar.documents.content import Document
    from xlar.hosts.cli.grids import Grid
    from xlar.hosts.cli.request import Request

STATEMENT_KINDS: Final = (
    "statement", "confirmation", "confirmation-negative", "reconciliation",
)  # fmt: skip
LETTER_KINDS: Final = ("letter", "agency", "lawyer", "stop", "promise", "plan")
_AGREEMENTS: Final = ("promise", "plan")
_MOST_PARTS: Final = 120
_MAKING: Final = Text("制作函件", "making documents")


@dataclass(frozen=True)
class Order:
    """What both commands ask for.

    Attributes:
        customers: identifiers of the only customers, None = all.
        formats: endings asked for, None = those of the settings.
        output: the output folder, None = that of the settings.
        dry_run: whether to show only what would be made.
    """

    customers: list[str] | None
    formats: str | None
    output: str | None
    dry_run: bool


@dataclass(frozen=True)
class TheirBooks:
    """What a reconciliation is made of, as written on the command line.

    Attributes:
        balance: the balance by the customer's books.
        our_items: ``KIND=AMOUNT`` to add to our balance.
        their_items: the same for theirs.
    """

    balance: str | None = None
    our_items: Sequence[str] = ()
    their_items: Sequence[str] = ()


def statements(
    request: Request,
    order: Order,
    *,
    kind: str,
    start: str | None,
    books: TheirBooks | None = None,
) -> None:
    """Make statements, confirmations or a reconciliation.

    Args:
        request: source, day and form of the result.
        order: for whom, in which formats and where.
        kind: one of `STATEMENT_KINDS`.
        start: first day of the period as written.
        books: what a reconciliation is made of.

    Raises:
        WrongUse: an option cannot be carried out.
        XlarError: the documents cannot be made; nothing was made.
    """
    chosen = choice("--kind", kind, STATEMENT_KINDS)
    first = None if start is None else day_of(start, "--from")
    if first is not None and chosen != "statement":
        raise _only("--from", "statement")
    formats = formats_of(order.formats, statements=True)
    desk = desk_of(request, order.output)
    if first is not None and first > desk.day:
        raise WrongUse(
            Text(f"--from {first} 晚于 --to {desk.day}", f"--from {first} is after --to {desk.day}")
        )
    with working(Text("编制对账单 …", "preparing statements …"), request.lang):
        made: Sequence[Document]
        skipped: Sequence[Skipped] = ()
        if chosen == "reconciliation":
            made = [_reconciled(desk, order, books or TheirBooks())]
        elif chosen == "statement":
            made, skipped = desk.statements(start=first, customers=order.customers)
        else:
            made, skipped = desk.confirmations(
                negative=chosen == "confirmation-negative", customers=order.customers
            )
    _finish(request, "statements", desk, order, formats, made, skipped)


def _reconciled(desk: Desk, order: Order, books: TheirBooks) -> Document:
    """The reconciliation with one customer's books."""
    if not order.customers or len(order.customers) != 1 or books.balance is None:
        raise WrongUse(
            Text(
                "--kind reconciliation 需要一个 --customer 和对方余额，如 --theirs 98000.00",
                "--kind reconciliation needs one --customer and their balance: --theirs 98000.00",
            )
        )
    (customer,) = order.customers
    (place,) = positions(desk.ledger, [customer])
    code = desk.ledger.currencies[desk.ledger.customers.currency[place]]
    return reconciliation(
        desk.ledger,
        desk.day,
        customer,
        _minor(books.balance, "--theirs", code),
        ours_adjust=[_adjustment(text, "--our-item", code) for text in books.our_items],
        theirs_adjust=[_adjustment(text, "--their-item", code) for text in books.their_items],
        policy=desk.policy,
        wording=desk.wording,
    )


def _adjustment(text: str, option: str, code: str) -> tuple[str, str, int]:
    """``KIND=AMOUNT`` as a kind, no further text, and minor units."""
    kind, _, amount = text.rpartition("=")
    return kind or option, "", _minor(amount, option, code)


def _minor(text: str, option: str, code: str) -> int:
    try:
        return to_minor(text, code)
    except BadValue as mistake:
        raise WrongUse(
            Text(
                f"{option} 的值“{text}”不是 {code} 金额，应如 98000.00",
                f'{option} "{text}" is no amount in {code}; expected for example 98000.00',
            )
        ) from mistake


def letters(
    request: Request,
    order: Order,
    *,
    kind: str,
    level: str | None,
    parts: str | None,
    first: str | None,
) -> None:
    """Make letters, or agreements with customers.

    Args:
        request: source, day and form of the result.
        order: for whom, in which formats and where.
        kind: one of `LETTER_KINDS`.
        level: a level for all letters as written, None = what the ladder says.
        parts: payments of a plan as written.
        first: day of the first of them as written.

    Raises:
        WrongUse: an option cannot be carried out.
        XlarError: the documents cannot be made; nothing was made.
    """
    chosen = cast("str", choice("--kind", kind, LETTER_KINDS))
    wanted_level = None if level is None else whole_of("--level", level, 0, 6)
    if level is not None and chosen != "letter":
        raise _only("--level", "letter")
    for option, value in (("--parts", parts), ("--first", first)):
        if value is not None and chosen != "plan":
            raise _only(option, "plan")
    formats = formats_of(order.formats, statements=False)
    made: Sequence[Document]
    skipped: Sequence[Skipped]
    if chosen in _AGREEMENTS:
        made, skipped, desk = _agreements(request, order, chosen, parts, first)
    else:
        desk = desk_of(request, order.output)
        with working(Text("编制函件 …", "preparing letters …"), request.lang):
            made, skipped = desk.letters(
                kind=cast("LetterKind", chosen), level=wanted_level, customers=order.customers
            )
    _finish(request, "letters", desk, order, formats, made, skipped)


def _agreements(
    request: Request, order: Order, kind: str, parts: str | None, first: str | None
) -> tuple[list[Document], list[Skipped], Desk]:
    """Promises or plans for the customers named, each in the customer's own currency."""
    if not order.customers:
        raise WrongUse(
            Text(f"--kind {kind} 要用 --customer 指定客户。", f"--kind {kind} needs --customer")
        )
    if kind == "plan" and parts is None:
        raise WrongUse(Text("--kind plan 要用 --parts 给出期数。", "--kind plan needs --parts"))
    count = whole_of("--parts", parts or "1", 1, _MOST_PARTS)
    start = None if first is None else day_of(first, "--first")
    desk = desk_of(request, order.output)
    made: list[Document] = []
    skipped: list[Skipped] = []
    for customer in dict.fromkeys(order.customers):
        try:
            debt = agreements.debt(desk.ledger, desk.day, customer, policy=desk.policy)
        except BadValue:
            skipped.append(Skipped(customer, "", "nothing_open"))
            continue
        made.append(
            agreements.plan(debt, count, policy=desk.policy, wording=desk.wording, first=start)
            if kind == "plan"
            else agreements.promise(debt, policy=desk.policy, wording=desk.wording)
        )
    return made, skipped, desk


def formats_of(text: str | None, *, statements: bool) -> tuple[str, ...] | None:
    """The formats written as ``pdf,docx``; None where none are given.

    Raises:
        WrongUse: an unknown one, or nothing but workbooks of what is no statement.

    >>> formats_of("PDF, eml", statements=False)
    ('pdf', 'eml')
    """
    if text is None:
        return None
    parts = [part.strip() for part in text.replace("，", ",").split(",") if part.strip()]
    wanted = tuple(choice("--formats", part, FORMATS) or "" for part in parts)
    if not wanted or (not statements and set(wanted) == {"xlsx"}):
        raise WrongUse(
            Text(
                f"--formats 的值“{text}”不对，应为 pdf、docx、eml，对账单还可用 xlsx。",
                f"--formats: found {text!r}, expected pdf, docx, eml, or xlsx for statements",
            )
        )
    return wanted


def _only(option: str, kind: str) -> WrongUse:
    return WrongUse(
        Text(f"{option} 只用于 --kind {kind}。", f"{option} goes with --kind {kind} only")
    )


def _finish(
    request: Request,
    command: str,
    desk: Desk,
    order: Order,
    formats: tuple[str, ...] | None,
    documents: Sequence[Document],
    skipped: Sequence[Skipped],
) -> None:
    """Make the documents, or show what would be made, and report it."""
    made = (
        producing.preview(desk, documents) if order.dry_run else produce(desk, documents, formats)
    )
    nobody = producing.by_customer((*skipped, *made.skipped))
    payload = documents_payload(made.rows, nobody, desk.folder)
    customers = desk.ledger.customers
    names = dict(zip(customers.id.tolist(), customers.name.tolist(), strict=True))

    def screen(grid: Grid, console: Console) -> RenderableType:
        ending = producing.ending(made, is_preview=order.dry_run)[request.lang]
        return documents_screen(grid, nobody, ending, request.lang, console)

    deliver(request, command, payload, screen, documents_grid(command, payload, names))


def produce(
    desk: Desk,
    documents: Sequence[Document],
    formats: tuple[str, ...] | None,
    title: Text = _MAKING,
) -> Made:
    """What was made of the documents, behind a progress bar; Ctrl-C stops between two of them.

    Args:
        desk: where to and under which settings.
        documents: contents without numbers.
        formats: endings, None = those of the settings.
        title: what stands before the bar.

    Raises:
        BadDocuments: a character cannot be printed; nothing was made.
        FolderBusy, NotReadable, NotWritable: the folder cannot be used; nothing was made.
        typer.Exit: somebody pressed Ctrl-C; nothing was made.
    """
    with stoppable() as cancelled, progress_bar(title, desk.lang) as tell:
        try:
            made = producing.produce(desk, documents, formats, progress=tell, cancelled=cancelled)
        except Cancelled as stopped:
            say(stopped.text(desk.lang))
            raise typer.Exit(INTERRUPTED) from stopped
    say_problems(made.problems, desk.lang)
    return made
