"""The table of worksheet functions, derived from how they are written.

What a host registers, a wizard explains and docs/functions.md lists comes from here: the parameters
from the annotations (`xlar.functions.parameters`), the texts from the docstring, whose paragraphs
are written "中文 / English".
"""

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any, Final, Literal, TypeAlias, TypeVar, get_args, get_type_hints

from xlar.core.errors import MissingRate, MissingTax, UnknownCustomer, XlarError
from xlar.core.problems import Language, Text
from xlar.functions.convert import CellError, Kind, Reading
from xlar.functions.tables import ORDER, about
from xlar.tables.names import Choice

Shape: TypeAlias = Literal["scalar", "table"]
Result: TypeAlias = Literal["text", "amount", "whole", "day", "ratio", "number", "handle", "table"]

_F = TypeVar("_F", bound=Callable[..., Any])

LONGEST: Final = 255  # characters a description in Excel's function wizard can have
FIXED: Final = frozenset({"ledger", "limits", "table"})  # kinds that take a range as a whole

INJECTED: Final = ("lang", "mistakes")  # arguments the caller fills, not the cell

#: The families of functions, one category each in a function wizard.
FAMILIES: Final[Mapping[str, Text]] = {
    "ledger": Text("账套", "Ledger"),
    "aging": Text("账龄", "Aging"),
    "credit": Text("信用", "Credit"),
    "stage": Text("催收阶段", "Stages"),
    "collections": Text("催收管理", "Collections"),
    "figures": Text("分析", "Figures"),
    "helpers": Text("工具", "Helpers"),
}


class UnknownDocument(XlarError, LookupError):
    """The document is not in the ledger."""


class LostLedger(XlarError, LookupError):
    """The ledger of a handle is not in memory, nor do the workbook's tables make it."""


class Impossible(XlarError, ArithmeticError):
    """A figure that does not exist, such as one balance in two currencies."""


def error_of(mistake: XlarError) -> CellError:
    """The error value that a mistake gives.

    >>> error_of(Impossible()), error_of(UnknownDocument())
    (<CellError.NUM: 2036>, <CellError.NA: 2042>)
    """
    if isinstance(mistake, UnknownCustomer | UnknownDocument | LostLedger):
        return CellError.NA
    no_figure = isinstance(mistake, Impossible | MissingRate | MissingTax)
    return CellError.NUM if no_figure else CellError.VALUE


@dataclass(frozen=True, slots=True)
class Given:
    """What an annotation says of a parameter.

    Attributes:
        kind: how its cells are read.
        about: what it is, in both languages.
        choices: the words of a closed list.
        inferred: whether it may be left out although it has no default: the ledger and the day
            then follow from the workbook.
        required: of ``tables``, those that may not be left out.
    """

    kind: Kind | Literal["tables"]
    about: Text
    choices: tuple[Choice, ...] = ()
    inferred: bool = False
    required: tuple[str, ...] = ()


@dataclass(frozen=True)
class Parameter:
    """A parameter of a worksheet function.

    Attributes:
        name: its name in formulas.
        kind: how its cells are read.
        zh: what it is.
        en: the same in English.
        optional: whether it may be left out.
        choices: the words of a closed list.
        default: what a missing one is.
        inferred: whether a missing one follows from the workbook or the ledger instead.
    """

    name: str
    kind: Kind
    zh: str
    en: str
    optional: bool
    choices: tuple[Choice, ...] = ()
    default: Any = None
    inferred: bool = False

    @cached_property
    def is_fixed(self) -> bool:
        """Whether a range given for it is one value, and not one value per cell."""
        return self.kind in FIXED

    @cached_property
    def readings(self) -> Mapping[bool, Reading]:
        """How its cells are read, by whether serial numbers count from 1904."""
        return {epoch: Reading(epoch, self.choices) for epoch in (False, True)}

    @cached_property
    def is_books(self) -> bool:
        """Whether it tells which books are meant."""
        return self.kind in ("ledger", "table")


@dataclass(frozen=True)
class Function:
    """A worksheet function.

    Attributes:
        name: its name in formulas.
        family: its family, a key of `FAMILIES`.
        zh: what it gives.
        en: the same in English.
        parameters: in their order.
        shape: one value, or a table that spills.
        result: what its value is.
        example: a formula.
        call: the plain function.
        fields: names of ``call``'s arguments, in the order of the parameters; the argument that
            gathers the tables stands in the place of each of them.
        columnwise: whether ``call`` takes whole columns of its keys at once.
        injected: what ``call`` takes beside the parameters, of `INJECTED`.
        volatile: whether its value changes without its arguments.
        errors: error values of its own, with their reasons.
    """

    name: str
    family: str
    zh: str
    en: str
    parameters: tuple[Parameter, ...]
    shape: Shape
    result: Result
    example: str
    call: Callable[..., Any]
    fields: tuple[str, ...] = ()
    columnwise: bool = False
    injected: tuple[str, ...] = ()
    volatile: bool = False
    errors: Mapping[CellError, Text] = field(default_factory=dict)

    @cached_property
    def takes_tables(self) -> bool:
        """Whether it takes the tables of books rather than their handle."""
        return any(one.kind == "table" for one in self.parameters)

    @cached_property
    def ledger_place(self) -> int | None:
        """The place of the parameter that names the books."""
        return self._place("ledger")

    @cached_property
    def day_place(self) -> int | None:
        """The place of the parameter for the day looked from."""
        return self._place("as_of")

    def _place(self, kind: Kind) -> int | None:
        places = [place for place, one in enumerate(self.parameters) if one.kind == kind]
        return places[0] if places else None

    def about(self, lang: Language) -> str:
        """What it gives, in a language."""
        return self.zh if lang == "zh" else self.en

    def signature(self) -> str:
        """Its name and parameters, optional ones in brackets."""
        shown = [f"[{one.name}]" if one.optional else one.name for one in self.parameters]
        return f"{self.name}({','.join(shown)})"


#: Every worksheet function by name, in order of declaration.
DECLARED: Final[dict[str, Function]] = {}


def worksheet_function(
    family: str,
    example: str,
    *,
    columnwise: bool = False,
    volatile: bool = False,
    errors: Mapping[CellError, Text] | None = None,
) -> Callable[[_F], _F]:
    """Declares a plain function as a worksheet function and returns it unchanged.

    Its name in formulas is its own in capitals; a trailing underscore of an argument is dropped.

    Args:
        family: its family.
        example: a formula that calls it.
        columnwise: whether it takes whole columns of its keys at once.
        volatile: whether its value changes without its arguments.
        errors: error values of its own, with their reasons.
    """

    def declare(call: _F) -> _F:
        function = _function(call, family, example, columnwise, volatile, errors or {})
        DECLARED[function.name] = function
        return call

    return declare


def _function(
    call: Callable[..., Any],
    family: str,
    example: str,
    columnwise: bool,
    volatile: bool,
    errors: Mapping[CellError, Text],
) -> Function:
    hints = get_type_hints(call, include_extras=True)
    result: Result = _metadata(hints.pop("return"))
    signature = inspect.signature(call)
    declared = [
        (name, one)
        for name, hint in hints.items()
        if name not in INJECTED
        for one in _parameters(name, _metadata(hint), signature.parameters[name].default)
    ]
    about = described(inspect.getdoc(call) or "")
    function = Function(
        name=call.__name__.upper(),
        family=family,
        zh=about.zh,
        en=about.en,
        parameters=tuple(one for _, one in declared),
        shape="table" if result == "table" else "scalar",
        result=result,
        example=example,
        call=call,
        fields=tuple(name for name, _ in declared),
        columnwise=columnwise,
        injected=tuple(name for name in INJECTED if name in hints),
        volatile=volatile,
        errors=errors,
    )
    _require_sound(function)
    return function


def _metadata(hint: Any) -> Any:
    """What an annotation carries besides its type; optional ones carry it inside."""
    if hasattr(hint, "__metadata__"):
        return hint.__metadata__[0]
    for inner in get_args(hint):
        if hasattr(inner, "__metadata__"):
            return inner.__metadata__[0]
    raise TypeError(f"no kind of parameter: {hint}")


def _parameters(name: str, given: Given, default: Any) -> list[Parameter]:
    """The parameters an argument stands for: itself, or one for each table."""
    if given.kind == "tables":
        return [
            Parameter(table, "table", about(table).zh, about(table).en, table not in given.required)
            for table in ORDER
        ]
    required = default is inspect.Parameter.empty
    return [
        Parameter(
            name.rstrip("_"),
            given.kind,
            given.about.zh,
            given.about.en,
            given.inferred or not required,
            given.choices,
            None if required else default,
            given.inferred,
        )
    ]


def described(docstring: str) -> Text:
    """The description in a docstring: its paragraphs up to the first section.

    >>> described('''余额 / The balance.
    ...
    ... 按本位币
    ... 计 / In the base
    ... currency.
    ...
    ... Args:
    ...     x: y
    ... ''')
    Text(zh='余额。按本位币计。', en='The balance. In the base currency.')
    """
    zh, en = [], []
    for paragraph in docstring.split("\n\n"):
        if re.match(r"[A-Z]\w+:\n", paragraph) or paragraph.startswith(">>>"):
            break
        chinese, _, english = _joined(paragraph).partition(" / ")
        zh.append(chinese.strip().rstrip("。") + "。")
        en.append(english.strip())
    return Text("".join(zh), " ".join(en))


def _joined(paragraph: str) -> str:
    """The lines of a paragraph as one; between Chinese characters without a blank."""
    lines = [line.strip() for line in paragraph.splitlines() if line.strip()]
    text = lines[0] if lines else ""
    for before, line in pairwise(lines):
        wide = before[-1] > "\u2e80" and line[0] > "\u2e80"
        text += line if wide else f" {line}"
    return text


def _require_sound(function: Function) -> None:
    """Raises where a text is missing or too long for the function wizard."""
    texts = {function.name: (function.zh, function.en)}
    texts |= {one.name: (one.zh, one.en) for one in function.parameters}
    for name, both in texts.items():
        for text in both:
            if not 0 < len(text.strip("。")) <= LONGEST:
                raise ValueError(f"{function.name}: the text of {name} has {len(text)} characters")
    if function.family not in FAMILIES or function.name in DECLARED:
        raise ValueError(f"{function.name}: unknown family or declared twice")
