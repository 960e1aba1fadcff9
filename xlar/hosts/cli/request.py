"""What a command was asked for, checked: source, day, format, language, settings."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, TypeVar, cast

from xlar.core.approvals import with_approvals
from xlar.core.errors import BadLedger, BadPolicy, BadValue, UnknownCustomer
from xlar.core.money import to_minor
from xlar.core.problems import Text
from xlar.hosts.cli.mistakes import WrongUse, language, say
from xlar.workbook.read import load, policy_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlar.core.ledger import Ledger
    from xlar.core.policy import Policy
    from xlar.core.problems import Language
    from xlar.tables.load import Loaded

_T = TypeVar("_T", bound=str)

Format: TypeAlias = Literal["table", "json", "csv", "xlsx"]
FORMATS: Final[tuple[Format, ...]] = ("table", "json", "csv", "xlsx")
_BY_SUFFIX: Final = {".json": "json", ".csv": "csv", ".xlsx": "xlsx"}


@dataclass(frozen=True)
class Request:
    """The options every report command has, checked.

    Attributes:
        source: workbook or folder, which exists.
        as_of: day asked for, or None.
        format: form of the output.
        out: file to write, or None for stdout.
        lang: language of names and messages.
        policy: settings given instead of the source's, or None.
    """

    source: Path
    as_of: date | None
    format: Format
    out: Path | None
    lang: Language
    policy: Policy | None

    @classmethod
    def of(
        cls,
        source: str,
        as_of: str | None = None,
        form: str | None = None,
        out: str | None = None,
        lang: str | None = None,
        policy: str | None = None,
    ) -> Request:
        """The request the options make.

        Raises:
            WrongUse: one of them cannot be carried out.
        """
        return cls.at(existing(source), as_of, form, out, lang, policy)

    @classmethod
    def at(
        cls,
        path: Path,
        as_of: str | None = None,
        form: str | None = None,
        out: str | None = None,
        lang: str | None = None,
        policy: str | None = None,
    ) -> Request:
        """The same for a path, which need not exist.

        Raises:
            WrongUse: an option cannot be carried out.
        """
        chosen_lang = cast("Language", choice("--lang", lang, ("zh", "en")) or language())
        target = None if out is None else writable(out, path)
        suffix = "" if target is None else target.suffix.lower()
        chosen = choice("--format", form, FORMATS) or _BY_SUFFIX.get(suffix, "table")
        if chosen == "xlsx" and target is None:
            raise WrongUse(
                Text(
                    "--format xlsx 要写入文件，请加上 --out 文件名.xlsx。",
                    "--format xlsx writes a file; add --out NAME.xlsx",
                )
            )
        day = None if as_of is None else day_of(as_of)
        settings = None if policy is None else settings_of(policy)
        return cls(path, day, cast("Format", chosen), target, chosen_lang, settings)

    def load(self) -> Loaded:
        """The source as read, with its problems."""
        with working(
            Text(f"读取 {self.source.name} …", f"reading {self.source.name} …"), self.lang
        ):
            return load(self.source, self.policy)

    def ledger(self) -> tuple[Ledger, date, Policy]:
        """The ledger, the day to look from and the settings; says how many warnings there are.

        Raises:
            BadLedger: the data has errors.
        """
        loaded, ledger = self.sound()
        day = self.day(loaded)
        return with_approvals(ledger, day, loaded.policy), day, loaded.policy

    def sound(self) -> tuple[Loaded, Ledger]:
        """The source as read, and its ledger; says how many warnings there are.

        Raises:
            BadLedger: the data has errors.
        """
        loaded = self.load()
        if loaded.ledger is None:
            raise BadLedger(loaded.problems)
        if warnings := len(loaded.problems):
            say(
                f"提醒 {warnings} 条，详见 xlar check {self.source}"
                if self.lang == "zh"
                else f"{warnings} warnings; see xlar check {self.source}"
            )
        return loaded, loaded.ledger

    def day(self, loaded: Loaded) -> date:
        """The day to look from: as asked for, else the source's, else today."""
        return self.as_of or loaded.as_of or today()


def choice(option: str, value: str | None, choices: Sequence[_T]) -> _T | None:
    """The choice meant by an option's value, or None where it was not given.

    Raises:
        WrongUse: none of the choices.

    >>> choice("--basis", "DUE", ("due", "document"))
    'due'
    """
    if value is None:
        return None
    for known in choices:
        if known == value.strip().lower():
            return known
    listed = "、".join(choices), ", ".join(choices)
    raise WrongUse(
        Text(
            f"{option} 的值“{value}”不对，应为：{listed[0]}。",
            f"{option}: found {value!r}, expected one of {listed[1]}",
        )
    )


def existing(source: str) -> Path:
    """The file or folder, which exists.

    Raises:
        WrongUse: a database address, or nothing there.
    """
    if "://" in source:
        raise WrongUse(
            Text(
                f"暂不支持数据库地址 {source}；请给出工作簿或 CSV 文件夹。",
                f"databases are not supported yet ({source}); give a workbook or a folder of CSV",
            )
        )
    path = Path(source)
    try:
        there = path.exists()
    except (OSError, ValueError):
        there = False
    if not there:
        raise WrongUse(Text(f"找不到文件或文件夹：{source}。", f"no such file or folder: {source}"))
    return path


def writable(out: str, source: Path) -> Path:
    """The file to write, which is not the source and can be written.

    Raises:
        WrongUse: it cannot.
    """
    path = Path(out)
    if path.is_dir():
        raise WrongUse(
            Text(f"{out} 是文件夹，请给出文件名。", f"{out} is a folder; give a file name")
        )
    if not path.parent.is_dir():
        raise WrongUse(
            Text(f"文件夹 {path.parent} 不存在。", f"the folder {path.parent} does not exist")
        )
    if _is_part_of(path, source):
        raise WrongUse(
            Text(
                f"--out 不能写到数据来源 {source} 上，请换一个文件名。",
                f"--out would overwrite the source {source}; give another name",
            )
        )
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise WrongUse(Text(f"无法写入 {out}，请检查权限。", f"{out} cannot be written"))
    return path


def _is_part_of(path: Path, source: Path) -> bool:
    """Whether writing the path would change what the source says."""
    if source.is_dir():
        tables = path.suffix.lower() in (".csv", ".toml")
        return tables and path.parent.resolve() == source.resolve()
    return path.exists() and source.exists() and path.samefile(source)


def today() -> date:
    """The day of the user's own calendar."""
    return date.today()  # noqa: DTZ011 - that is what the user calls today


def whole_of(option: str, text: str, least: int, most: int) -> int:
    """The whole number an option's value is.

    Raises:
        WrongUse: none, or one outside the limits.

    >>> whole_of("--level", "3", 0, 6)
    3
    """
    if text.strip().isdecimal() and least <= int(text) <= most:
        return int(text)
    raise WrongUse(
        Text(
            f"{option} 的值“{text}”不对，应为 {least} 到 {most} 的整数。",
            f"{option}: found {text!r}, expected a whole number from {least} to {most}",
        )
    )


def day_of(text: str, option: str = "--as-of") -> date:
    """The day written as YYYY-MM-DD; the option it is the value of is for the message.

    Raises:
        WrongUse: not such a day.

    >>> day_of("2026-06-30")
    datetime.date(2026, 6, 30)
    """
    try:
        if len(text.strip()) == 10:
            return date.fromisoformat(text.strip())
    except ValueError:
        pass
    raise WrongUse(
        Text(
            f"{option} 的值“{text}”不是日期，应写成 2026-06-30 的样子。",
            f"{option}: found {text!r}, expected a date such as 2026-06-30",
        )
    )


def settings_of(path: str) -> Policy:
    """The settings in a TOML file.

    Raises:
        WrongUse: no such file, or a setting that is unknown or out of range.
    """
    try:
        return policy_file(existing(path))
    except BadPolicy as mistake:
        raise WrongUse(mistake.message) from mistake


def limits_of(text: str | None) -> tuple[int, ...] | Literal["audit"] | None:
    """The bucket limits written as ``0,30,60`` or ``audit``.

    Raises:
        WrongUse: not ascending whole numbers.

    >>> limits_of("-31,-1,0,30"), limits_of("audit")
    ((-31, -1, 0, 30), 'audit')
    """
    if text is None:
        return None
    if text.strip().lower() == "audit":
        return "audit"
    try:
        limits = tuple(int(part) for part in text.replace("，", ",").split(","))
    except ValueError:
        limits = ()
    if limits and all(low < high for low, high in pairwise(limits)):
        return limits
    raise WrongUse(
        Text(
            f"--limits 的值“{text}”不对，应为由小到大的整数，如 0,30,60，或 audit。",
            f"--limits: found {text!r}, expected ascending whole numbers such as 0,30,60, or audit",
        )
    )


def orders_of(texts: Sequence[str], ledger: Ledger) -> dict[str, int]:
    """The orders written as CUSTOMER=AMOUNT, in minor units of the customer's currency.

    Raises:
        WrongUse: not of that form, or not an amount.
        UnknownCustomer: the ledger has no such customer.
    """
    customers = ledger.customers
    places = {name: place for place, name in enumerate(customers.id.tolist())}
    orders: dict[str, int] = {}
    for text in texts:
        name, equals, amount = (part.strip() for part in text.rpartition("="))
        if not (name and equals):
            raise WrongUse(
                Text(
                    f"--order 的值“{text}”不对，应为 客户编码=金额。",
                    f"--order: found {text!r}, expected CUSTOMER=AMOUNT",
                )
            )
        if name not in places:
            raise UnknownCustomer(
                Text(f"--order：客户表中没有客户“{name}”。", f"--order: no customer {name!r}")
            )
        currency = ledger.currencies[customers.currency[places[name]]]
        try:
            minor = to_minor(amount.replace(",", ""), currency)
        except BadValue:
            minor = -1
        if minor < 0:
            raise WrongUse(
                Text(
                    f"--order：“{amount}”不是 {currency} 金额。",
                    f"--order: {amount!r} is not an amount in {currency}",
                )
            )
        orders[name] = orders.get(name, 0) + minor
    return orders


@contextmanager
def working(what: Text, lang: Language) -> Iterator[None]:
    """Shows on a terminal what takes a moment; silent elsewhere."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console  # only where somebody is looking

    with Console(stderr=True).status(what[lang]):
        yield
