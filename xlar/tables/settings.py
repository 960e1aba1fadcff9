"""The sheet 参数: settings as rows of name and value, and what they mean for a run."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from xlar.core.dates import calendar_date, iso, parse_iso
from xlar.core.errors import BadPolicy, BadValue
from xlar.core.money import SCALE, currency_code
from xlar.core.policy import Policy
from xlar.core.problems import Problem, Text
from xlar.tables import messages as say
from xlar.tables.cell_messages import BAD_DAY
from xlar.tables.cells import BadCell, day, shown
from xlar.tables.figures import scaled
from xlar.tables.findings import is_blank
from xlar.tables.grid import address
from xlar.tables.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

_NAMES: Final[Mapping[str, str]] = {
    **dict.fromkeys(map(fold, ("as_of", "as_of_date", "截止日期", "截止日", "基准日")), "as_of"),
    **dict.fromkeys(map(fold, ("base_currency", "本位币", "记账本位币")), "base_currency"),
}
_DAYS: Final = frozenset(("as_of", "closing.locked_to"))
_HEADERS: Final = frozenset(
    (name, value)
    for name in map(fold, ("设置", "参数", "名称", "setting", "name", "key"))
    for value in ("值", "value")
)
_BY_CURRENCY: Final = re.compile(
    r"(?:(gl_?balance|总[账帐]余额)|rates?|汇率)(?:\s*[.:(\[\s]\s*)?([^)\]]*?)\s*[)\]]?"
)
_SECTIONS: Final = frozenset(one.name for one in fields(Policy)) - {"base_currency"}


@dataclass(frozen=True)
class Settings:
    """Settings as they were read.

    Attributes:
        values: text by name; ``as_of``, ``base_currency``, ``gl_balance.CNY``, ``rates.USD``, any
            setting of the policy under its own name (``dunning.grace``), and whatever else is
            there under the name it has.
        rows: row of each.
        cells: address of each value, where the source has cells.
        lists: settings that stand in a table of their own, such as ``dunning.ladder``, as records.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)

    def problem(self, name: str, reason: Text) -> Problem:
        """The problem that a setting has a wrong value."""
        values = {"reason": Text(reason.zh.rstrip("。"), reason.en)}
        row, cell = self.rows.get(name), self.cells.get(name)
        return Problem(
            say.BAD_SETTING, "settings", row, name, self.values.get(name, ""), cell, values
        )


def setting_name(written: str) -> str:
    """The name of a setting from what stands in the sheet.

    >>> setting_name("截止日期"), setting_name("总账余额（美元）"), setting_name("dunning.grace")
    ('as_of', 'gl_balance.USD', 'dunning.grace')
    """
    known = _NAMES.get(fold(written))
    plain = unicodedata.normalize("NFKC", written).strip()
    match = _BY_CURRENCY.fullmatch(plain.casefold())
    if known or match is None:
        return known or plain
    kind = "gl_balance" if match.group(1) else "rates"
    try:
        return f"{kind}.{currency_code(match.group(2))}" if match.group(2) else kind
    except BadValue:
        return plain


def read_settings(
    rows: Iterable[tuple[int, Sequence[Any]]], sheet: str | None = None, left: int = 0
) -> Settings:
    """The settings in rows of name, value and whatever follows; blank values are not set.

    Args:
        rows: row number and cells.
        sheet: name of the sheet, None for a CSV file.
        left: position of the first cell of each row.
    """
    values: dict[str, str] = {}
    places: dict[str, int] = {}
    cells: dict[str, str] = {}
    for row, content in rows:
        at = next((i for i, cell in enumerate(content) if not is_blank(cell)), None)
        if at is None or at + 1 >= len(content) or is_blank(content[at + 1]):
            continue
        name = setting_name(shown(content[at]))
        if (fold(name), fold(shown(content[at + 1]))) in _HEADERS:
            continue
        values[name] = _shown_value(name, content[at + 1])
        places[name] = row
        if sheet is not None:
            cells[name] = address(sheet, row, left + at + 1)
    return Settings(values, places, cells)


def _shown_value(name: str, cell: Any) -> str:
    if name in _DAYS:
        try:
            return iso(day(cell)) or ""
        except BadCell:
            pass
    return shown(cell).strip()


def apply_settings(
    settings: Settings, policy: Policy | None, fallback: Policy
) -> tuple[Policy, date | None, list[Problem]]:
    """The policy of a run, its as-of day if the source states one, and what is wrong with them.

    Args:
        settings: what the source says.
        policy: settings given from outside; they go before the source's.
        fallback: settings where neither says anything.
    """
    problems: list[Problem] = []
    result = policy or fallback
    as_of = None
    stated: Mapping[str, Any] = {**settings.values, **settings.lists}
    for name, value in stated.items():
        try:
            if name == "as_of":
                as_of = _as_of(value)
            elif name == "base_currency":
                if policy is None or policy.base_currency == Policy().base_currency:
                    result = replace(result, base_currency=currency_code(value))
            elif name.partition(".")[0] in ("gl_balance", "rates"):
                result = _with_amount(result, settings, name, value, before=policy)
            elif policy is None and name.partition(".")[0] in _SECTIONS:
                result = _with_setting(result, name, value)
        except (BadPolicy, BadValue) as mistake:
            problems.append(settings.problem(name, _reason(mistake)))
    return result, as_of, problems


def _as_of(value: str) -> date:
    try:
        return calendar_date(parse_iso(value))
    except BadValue as mistake:
        raise BadCell(BAD_DAY) from mistake


def _reason(mistake: BadPolicy | BadValue) -> Text:
    words = mistake.message
    return words if isinstance(words, Text) else Text(words, words)


def _with_amount(
    policy: Policy, settings: Settings, name: str, value: str, *, before: Policy | None
) -> Policy:
    """The policy with the balance or rate of a currency, unless one is given from outside."""
    kind, _, currency = name.partition(".")
    currency = currency or currency_code(settings.values.get("base_currency", policy.base_currency))
    if before is not None and currency in getattr(before, kind):
        return policy
    scale = SCALE if kind == "gl_balance" else SCALE**2
    amount = Decimal(scaled(value, scale)) / scale
    amounts = MappingProxyType({**getattr(policy, kind), currency: amount})
    changes: dict[str, Any] = {kind: amounts}
    return replace(policy, **changes)


def _with_setting(policy: Policy, name: str, value: Any) -> Policy:
    """The policy with one of its settings under its full name."""
    section, *inner = name.split(".")
    if not inner:
        raise BadPolicy(Text(f"{section} 是一组设置", f"{section} is a group of settings"))
    first, *below = inner
    now = getattr(getattr(policy, section), first, None)
    built = Policy.from_mapping({section: {first: _within(now, below, value)}})
    changed = {first: getattr(getattr(built, section), first)}
    return replace(policy, **{section: replace(getattr(policy, section), **changed)})


def _within(now: Any, names: Sequence[str], value: Any) -> Any:
    """What a setting becomes when a value is put at a place within it; the rest of it stays."""
    if not names:
        return _as_declared(now, value) if isinstance(value, str) else value
    kept = dict(now) if isinstance(now, Mapping) else {}
    return {**kept, names[0]: _within(kept.get(names[0]), names[1:], value)}


def _as_declared(now: Any, written: str) -> Any:
    """The value a text stands for in the place of ``now``: digits of a text stay a text.

    One word or number in the place of a list is a list of one.
    """
    typed = _typed(written)
    if isinstance(now, str) and isinstance(typed, int):
        return written
    if not isinstance(now, tuple) or isinstance(typed, list):
        return typed
    if not isinstance(typed, str):
        return [typed]
    words = [word.strip() for word in re.split("[,，、]", typed) if word.strip()]
    of_words = all(isinstance(one, str) for one in now)
    return words if of_words or len(words) > 1 else typed


def _typed(written: str) -> Any:
    """A setting's text as the value it stands for: as in TOML, a bare list, or a plain text."""
    words = {"是": "true", "否": "false"}
    plain = words.get(written, unicodedata.normalize("NFKC", written).replace("、", ","))
    for text in (plain, f"[{plain}]" if "," in plain else plain):
        try:
            return tomllib.loads(f"value = {text}")["value"]
        except tomllib.TOMLDecodeError:
            continue
    return written
