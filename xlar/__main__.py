"""``python -m xlar`` and the program ``xlar``."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.set_threshold(200_000, 50, 50)  # a command lives a moment: looking for cycles costs a tenth
    from xlar.hosts.calc.addin.commands import app as calc  # late: importing xlar stays light
    from xlar.hosts.cli.app import app

    app.add_typer(calc, name="calc")
    app()


if __name__ == "__main__":
    main()
