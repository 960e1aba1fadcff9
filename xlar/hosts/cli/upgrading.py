"""``xlar upgrade``: a workbook's data in the template of this release, as a new file."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from xlar import __version__
from xlar.commands.table import COMMANDS, GROUPS
from xlar.core.problems import Text
from xlar.hosts.cli.building import SUFFIX, connect, fresh
from xlar.hosts.cli.mistakes import WrongUse, language
from xlar.hosts.cli.output import print_text, replacing
from xlar.hosts.cli.request import choice, existing, today, working
from xlar.tables.schema import TABLES
from xlar.workbook.upgrade import prove, upgraded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xlar.core.problems import Language
    from xlar.workbook.upgrade import Upgraded


def upgrade_book(book: str, new: str | None, lang: str | None) -> None:
    """Write a new workbook with the data of an old one, and say what did not come along.

    Args:
        book: the old workbook, which is never changed.
        new: the new file, None for the old name with the release added.
        lang: language of the new workbook, None for that of the old one.

    Raises:
        WrongUse: an option that cannot be carried out.
        BadLedger: the data has errors; nothing is written.
        CannotUpgrade: the data cannot be moved as they are.
    """
    wanted = cast("Language | None", choice("--lang", lang, ("zh", "en")))
    shown, path = wanted or language(), existing(book)
    if path.is_dir():
        raise WrongUse(
            Text(
                f"{book} 是文件夹；请先用 xlar import 写成工作簿。",
                f"{book} is a folder; make it a workbook by xlar import first",
            )
        )
    target = fresh(new or str(path.with_name(f"{path.stem}-{__version__}{SUFFIX}")))
    with working(Text(f"升级 {path.name} …", f"upgrading {path.name} …"), shown):
        made = upgraded(path, tuple(COMMANDS.values()), GROUPS, today=today(), lang=wanted)
        with replacing(target) as draft:
            draft.write_bytes(made.content)
            prove(made.loaded, draft)
    print_text("".join(f"{line[shown]}\n" for line in _report(made, path, target)))
    connect(shown)


def _report(made: Upgraded, old: Path, new: Path) -> Iterator[Text]:
    """What was moved, what was not, and what to do with it."""
    tables = made.loaded.source.tables
    sizes = [(TABLES[name], len(table)) for name, table in tables.items() if len(table)]
    zh = "，".join(f"{schema.zh} {size:,}" for schema, size in sizes)
    en = ", ".join(f"{size:,} {schema.name}" for schema, size in sizes)
    yield Text(f"已写出 {new}（{zh or '无数据'}）", f"written: {new} ({en or 'no data'})")
    yield Text(f"{old} 未改动，请留作备份。", f"{old} is unchanged; keep it as a backup")
    if made.left:
        yield Text("没有搬过去的：", "not moved:")
        yield from (Text(f"  {one.zh}", f"  {one.en}") for one in made.left)
