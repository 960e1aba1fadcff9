"""``xlar calc …``: the extension for LibreOffice."""

# Annotations are evaluated by typer, so they are not postponed here.
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="LibreOffice 扩展：同样的公式，实时更新 / The extension for LibreOffice Calc.",
)


def _part(name: str) -> Any:
    """A module of the extension, loaded now."""
    return import_module(f"xlar.hosts.calc.addin.{name}")


@app.command("build")
def build_file(
    output: Annotated[
        Path, typer.Option("-o", "--out", metavar="FILE", help="写到哪个文件 / file to write")
    ] = Path("xlar.oxt"),
) -> None:
    """写出扩展文件 / Write the extension to a file."""
    typer.echo(_part("package").build(output))


@app.command()
def install() -> None:
    """装进 LibreOffice / Hand the extension to LibreOffice."""
    _part("install").install()
    typer.echo("已安装，重新打开 LibreOffice 即可 / Installed: open LibreOffice again.")


@app.command()
def uninstall() -> None:
    """从 LibreOffice 移除 / Take the extension back."""
    _part("install").uninstall()
    typer.echo("已移除 / Removed.")
