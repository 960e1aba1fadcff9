"""The facts about a computer that decide whether Excel and xlar work together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

XLWINGS: Final = "0.37.8"
"""The release of xlwings whose VBA is in the workbook; library and VBA must be the same."""

DllState: TypeAlias = Literal["ok", "missing", "deleted", "unloadable"]


@dataclass(frozen=True)
class Excel:
    """An installed Excel.

    Attributes:
        path: the program.
        version: its version, such as ``16.0.17328.20162``; blank where it is not known.
        bits: 32 or 64; None where it is not known.
        automation: what ``Excel.Application`` starts; blank where nothing is registered.
    """

    path: str
    version: str = ""
    bits: int | None = None
    automation: str = ""


@dataclass(frozen=True)
class Server:
    """What came of starting the server of the worksheet functions.

    Attributes:
        started: whether it came up and answered.
        seconds: how long that took.
        pings: milliseconds for one call, the median of a hundred; None where none was made.
        words: what it said last, where it did not come up.
    """

    started: bool
    seconds: float = 0.0
    pings: float | None = None
    words: str = ""


@dataclass(frozen=True)
class BookFacts:
    """What a workbook says about itself.

    Attributes:
        path: as the user gave it.
        found: whether it is there.
        from_internet: whether Windows has marked it as downloaded.
        xlwings: the release of xlwings its VBA belongs to; blank where it has none.
        interpreter: the Python its settings name, else the user's configuration.
        interpreter_found: whether that Python is there.
        release: the release of xlar that made it.
    """

    path: str
    found: bool
    from_internet: bool = False
    xlwings: str = ""
    interpreter: str = ""
    interpreter_found: bool = False
    release: str = ""


@dataclass(frozen=True)
class Machine:
    """What was found on a computer; None where a fact could not be learned.

    Attributes:
        system: ``Windows``, ``Darwin`` or ``Linux``.
        release: of xlar.
        python: version of this Python.
        executable: its program.
        ansi: whether the path of that program fits the system's code page.
        xlwings: the installed release; blank where it is missing.
        dlls: state of each library Excel loads, by file name.
        excel: the installed Excel.
        others: further Python programs on the search path.
        variables: PYTHONPATH, PYTHONHOME where they are set.
        foreign_conf: path of a configuration file of xlwings' own, blank where there is none.
        macros: the setting VBAWarnings (1 all … 4 none).
        macros_by_policy: whether an administrator set it.
        blocks_internet: whether macros of downloaded files are blocked by policy.
        disabled: entries in Excel's list of disabled items.
        shields: action of attack-surface rules by their identifier (1 block, 2 audit, 6 warn).
        cache: what is wrong with the cache of generated COM wrappers, blank where nothing is.
        idle_excels: how many Excel processes have no window.
        orphans: how many servers have no Excel.
        server: the server as it was started for a trial.
        book: the workbook asked about.
    """

    system: str
    release: str
    python: tuple[int, int, int]
    executable: str
    ansi: bool = True
    xlwings: str = ""
    dlls: Mapping[str, DllState] = field(default_factory=dict)
    excel: Excel | None = None
    others: tuple[str, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)
    foreign_conf: str = ""
    macros: int | None = None
    macros_by_policy: bool = False
    blocks_internet: bool = False
    disabled: int = 0
    shields: Mapping[str, int] | None = None
    cache: str = ""
    idle_excels: int = 0
    orphans: int = 0
    server: Server | None = None
    book: BookFacts | None = None
