"""What the facts about a computer mean: each check says fine, doubtful or broken.

The troubles behind the checks are those most often reported for xlwings and for Excel add-ins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlar.core.problems import Text
from xlar.hosts.excel.doctor import words
from xlar.hosts.excel.doctor.machine import XLWINGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from xlar.hosts.excel.doctor.machine import BookFacts, Machine
    from xlar.hosts.excel.doctor.words import Finding

OLDEST: Final = (3, 11, 0)
SLOW_PING: Final = 10.0  # milliseconds
_ALL_OFF: Final = 4  # of VBAWarnings
_SIGNED_ONLY: Final = 3
_BLOCK: Final = 1  # of a rule's actions

#: Rules of attack surface reduction by which Windows keeps Office from starting programs, and
#: macros from calling the system (Microsoft, "Attack surface reduction rules reference").
SHIELDS: Final = {
    "d4f940ab-401b-4efc-aadc-ad5f3c50688a": Text(
        "阻止 Office 创建子进程", "Office may not create child processes"
    ),
    "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b": Text(
        "阻止宏调用 Win32 API", "macros may not call the Win32 API"
    ),
}


def examined(machine: Machine) -> tuple[Finding, ...]:
    """The findings of every check, in the order in which a person would put things right.

    >>> from xlar.hosts.excel.doctor.machine import Machine
    >>> machine = Machine("Linux", "0.1.0", (3, 12, 1), "python", xlwings="0.37.8")
    >>> [(one.check, one.level) for one in examined(machine)]
    [('python', 'ok'), ('xlwings', 'ok'), ('excel', 'skip')]
    """
    findings = [check(machine) for check in EVERYWHERE]
    if machine.system == "Windows":
        findings += [check(machine) for check in ON_WINDOWS]
    else:
        findings.append(words.EXCEL_ON_MAC if machine.system == "Darwin" else words.NO_EXCEL_HERE)
    book = machine.book
    if book is not None and not book.found:
        findings.append(words.BOOK_MISSING.filled(path=book.path))
    elif book is not None:
        findings += [check(book) for check in OF_A_BOOK]
        findings += [_interpreter(book)] if machine.system in WITH_EXCEL else []
    return tuple(findings)


def _python(machine: Machine) -> Finding:
    version = ".".join(map(str, machine.python))
    if machine.python < OLDEST:
        return words.PYTHON_OLD.filled(version=version)
    if "WindowsApps" in machine.executable:
        return words.PYTHON_STORE.filled(executable=machine.executable)
    return words.PYTHON_OK.filled(version=version, executable=machine.executable)


def _xlwings(machine: Machine) -> Finding:
    if machine.xlwings == XLWINGS:
        return words.XLWINGS_OK.filled(wanted=XLWINGS)
    return words.XLWINGS_OTHER.filled(found=machine.xlwings or "–", wanted=XLWINGS)


def _excel(machine: Machine) -> Finding:
    excel = machine.excel
    if excel is None:
        return words.EXCEL_MISSING
    if "WindowsApps" in excel.path:
        return words.EXCEL_STORE
    if excel.automation and "excel" not in excel.automation.lower():
        return words.EXCEL_TAKEN.filled(automation=excel.automation)
    bits = f"({excel.bits}-bit)" if excel.bits else ""
    return words.EXCEL_OK.filled(version=excel.version, bits=bits)


def _dlls(machine: Machine) -> Finding:
    if not machine.dlls:
        return words.DLL_MISSING.filled(name=f"xlwings64-{XLWINGS}.dll")
    told = {
        "missing": words.DLL_MISSING,
        "deleted": words.DLL_DELETED,
        "unloadable": words.DLL_UNLOADABLE,
    }
    for name, state in machine.dlls.items():
        if state in told:
            return told[state].filled(name=name)
    return words.DLL_OK


def _path(machine: Machine) -> Finding:
    if machine.ansi:
        return words.PATH_OK
    return words.PATH_FOREIGN.filled(executable=machine.executable)


def _interference(machine: Machine) -> Finding:
    found = [f"{name}={value}" for name, value in machine.variables.items()]
    found += [machine.foreign_conf] if machine.foreign_conf else []
    if not found:
        return words.INTERFERENCE_NONE
    return words.INTERFERENCE_IGNORED.filled(listed="; ".join(found))


def _macros(machine: Machine) -> Finding:
    if machine.macros == _ALL_OFF:
        return words.MACROS_OFF_BY_POLICY if machine.macros_by_policy else words.MACROS_OFF
    return words.MACROS_SIGNED if machine.macros == _SIGNED_ONLY else words.MACROS_OK


def _disabled(machine: Machine) -> Finding:
    if not machine.disabled:
        return words.DISABLED_NONE
    return words.DISABLED_SOME.filled(count=machine.disabled)


def _shields(machine: Machine) -> Finding:
    if machine.shields is None:
        return words.SHIELDS_UNKNOWN
    active = [name for rule, name in SHIELDS.items() if machine.shields.get(rule) == _BLOCK]
    if not active:
        return words.SHIELDS_NONE
    zh, en = "、".join(name.zh for name in active), ", ".join(name.en for name in active)
    return words.SHIELDS_ACTIVE.filled(zh=zh, en=en)


def _cache(machine: Machine) -> Finding:
    return words.CACHE_BROKEN.filled(reason=machine.cache) if machine.cache else words.CACHE_OK


def _processes(machine: Machine) -> Finding:
    if not machine.idle_excels and not machine.orphans:
        return words.PROCESSES_NONE
    return words.PROCESSES_SOME.filled(idle=machine.idle_excels, orphans=machine.orphans)


def _server(machine: Machine) -> Finding:
    server = machine.server
    if server is None:
        return words.SERVER_UNTRIED
    if not server.started:
        return words.SERVER_DOWN.filled(words=server.words)
    if server.pings is not None and server.pings > SLOW_PING:
        return words.SERVER_SLOW.filled(pings=server.pings)
    return words.SERVER_OK.filled(seconds=server.seconds)


EVERYWHERE: Final[tuple[Callable[[Machine], Finding], ...]] = (_python, _xlwings)
ON_WINDOWS: Final[tuple[Callable[[Machine], Finding], ...]] = (
    _excel, _dlls, _path, _interference, _macros, _disabled, _shields, _cache, _processes, _server,
)  # fmt: skip


def _mark(book: BookFacts) -> Finding:
    return words.MARK_SET if book.from_internet else words.MARK_NONE


def _vba(book: BookFacts) -> Finding:
    if book.xlwings == XLWINGS:
        return words.VBA_OK
    return words.VBA_OTHER.filled(found=book.xlwings or "–", wanted=XLWINGS)


def _interpreter(book: BookFacts) -> Finding:
    known = words.INTERPRETER_OK if book.interpreter_found else words.INTERPRETER_GONE
    return known.filled(interpreter=book.interpreter or "–")


OF_A_BOOK: Final[tuple[Callable[[BookFacts], Finding], ...]] = (_mark, _vba)
WITH_EXCEL: Final = ("Windows", "Darwin")
