"""Runs xlar from its source tree, setting up whatever is missing first.

    python3 dev.py demo [OPTIONS]     the demonstration: a fictional company's ledger of two years
    python3 dev.py xlar COMMAND ...   any other command of xlar
    python3 dev.py test [OPTIONS]     every check and test; OPTIONS are pytest's
    python3 dev.py pytest [OPTIONS]   pytest alone
    python3 dev.py lock               bring requirements/*.txt up to the newest releases

Needs Python 3.11 or later with venv and pip, on Linux, macOS or Windows. Everything goes into the
folders .venv (to run) and .venv-dev (to test) beside this file; deleting them undoes it.
"""

# No newer syntax than Python 3.6 and no annotations import up here: an old Python, too, must get as
# far as the message that it is too old.
import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LOCKS = ROOT / "requirements"
OLDEST = (3, 11)
RUNTIME = (".venv", ("build", "runtime"))
DEVELOPMENT = (".venv-dev", ("build", "runtime", "dev"))
CHECKS = (
    ("ruff", "check", "--quiet", "."),
    ("ruff", "format", "--check", "--quiet", "."),
    ("mypy",),
    ("lint-imports",),
)
NETWORK_SIGNS = ("connection", "name resolution", "timed out", "certificate", "proxy")


class SetupError(Exception):
    """The virtual environment could not be set up; the text says why and what to do."""


def say(text: str) -> None:
    """Print one line for the person, apart from what a command prints on stdout."""
    encoding = sys.stderr.encoding or "ascii"
    print(text.encode(encoding, "replace").decode(encoding), file=sys.stderr, flush=True)


def obstacle() -> "str | None":
    """What this Python lacks to set anything up, in words; None where nothing is missing."""
    if sys.version_info < OLDEST:
        found = "{}.{}".format(*sys.version_info)
        return (
            f"需要 Python 3.11 或更高版本，当前为 {found}。请安装新版本后用它运行本文件。\n"
            f"xlar needs Python 3.11 or later; this is {found}. Install a newer one and run this "
            "file with it, for example: python3.12 dev.py demo"
        )
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        return (
            f"此 Python 缺少 {'、'.join(missing)}，无法创建虚拟环境。\n"
            f"This Python lacks {' and '.join(missing)}, without which there is no virtual "
            "environment. On Debian or Ubuntu: sudo apt install python3-venv"
        )
    return None


def program(folder: Path, name: str) -> Path:
    """The path of a program inside a virtual environment."""
    return folder / "Scripts" / f"{name}.exe" if os.name == "nt" else folder / "bin" / name


def fingerprint(locks: "tuple[str, ...]") -> str:
    """A hash of all that decides what is installed: the locks, the project file, the place."""
    files = [LOCKS / f"{lock}.txt" for lock in locks] + [ROOT / "pyproject.toml"]
    digest = hashlib.sha256(str(ROOT).encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def environment(name: str, locks: "tuple[str, ...]") -> Path:
    """The folder of a virtual environment holding exactly the locked releases and xlar.

    A second call finds the stamp of the first and does nothing.

    Raises:
        SetupError: it could not be created or filled.
    """
    folder = ROOT / name
    stamp, python = folder / "xlar.stamp", program(folder, "python")
    version = "{}.{}".format(*sys.version_info)
    wanted = [version, fingerprint(locks)]
    found = stamp.read_text("utf-8").split() if stamp.is_file() else []
    if found == wanted and python.exists():
        return folder
    say(f"正在准备 {name}，首次约需一分钟… Setting up {name}, about a minute the first time …")
    if found[:1] != [version] or not python.exists():
        carry_out([sys.executable, "-m", "venv", "--clear", "--prompt", "xlar", str(folder)])
    stamp.write_text(version, "utf-8")  # until all is installed, an unfinished environment
    pip = [str(python), "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input"]
    pins = [part for lock in locks for part in ("--requirement", str(LOCKS / f"{lock}.txt"))]
    carry_out([*pip, "install", *pins])
    carry_out([*pip, "install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT)])
    stamp.write_text("\n".join(wanted), "utf-8")
    return folder


def carry_out(command: "list[str]") -> str:
    """The output of a command of the set-up.

    Raises:
        SetupError: it ended with an error; carries its last words.
    """
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False
    )
    if done.returncode == 0:
        return done.stdout
    output = (done.stderr.strip() or done.stdout.strip()).splitlines()
    last_words = [line[:300] for line in output if line.startswith("ERROR")] or output[-6:]
    hint = "请按上面的提示处理后再运行一次。 Put right what it says above and run this again."
    if any(sign in "\n".join(output).lower() for sign in NETWORK_SIGNS):
        hint = (
            "看来无法连接软件包仓库：请检查网络或代理后再运行一次，已安装的部分会保留。\n"
            "The package index seems out of reach: check the network or proxy and run this again; "
            "what was installed stays."
        )
    raise SetupError("\n".join(["准备环境失败。 The set-up failed:", *last_words, hint]))


def run_xlar(arguments: "list[str]") -> int:
    """The exit code of ``xlar`` with these arguments, in the caller's folder."""
    python = str(program(environment(*RUNTIME), "python"))
    return subprocess.run([python, "-m", "xlar", *arguments], check=False).returncode


def run_demo(arguments: "list[str]") -> int:
    """The exit code of ``xlar demo``, which ends with commands to try next."""
    code = run_xlar(["demo", *arguments])
    if code == 0:
        file = "dev.py" if Path.cwd() == ROOT else ROOT / "dev.py"
        say(f"上面的 xlar 在此写作 Here, for xlar write: {Path(sys.executable).stem} {file} xlar")
    return code


def run_pytest(arguments: "list[str]") -> int:
    """The exit code of pytest with these options, on as many processors as there are."""
    python = str(program(environment(*DEVELOPMENT), "python"))
    workers = str(min(os.cpu_count() or 1, 8))
    command = [python, "-m", "pytest", "--numprocesses", workers, *arguments]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def run_tests(arguments: "list[str]") -> int:
    """0 if the style, the types, the layers and every test are in order, otherwise 1.

    All of them run, so one run tells everything that is wrong.
    """
    folder = environment(*DEVELOPMENT)
    failed = []
    for tool, *options in CHECKS:
        say("$ " + " ".join([tool, *options]))
        if subprocess.run([program(folder, tool), *options], cwd=ROOT, check=False).returncode:
            failed.append(" ".join([tool, *options]))
    if run_pytest(arguments):
        failed.append("pytest")
    if failed:
        say("未通过 Failed: " + ", ".join(failed))
    return 1 if failed else 0


def newest(requirements: "list[str]", constraints: "list[Path]") -> "list[str]":
    """The newest releases that meet the requirements, and all they need, as ``name==version``."""
    with tempfile.TemporaryDirectory() as scratch:
        carry_out([sys.executable, "-m", "venv", scratch])
        report = Path(scratch, "report.json")
        carry_out([
            str(program(Path(scratch), "python")), "-m", "pip", "install", "--quiet", "--dry-run",
            "--ignore-installed", "--report", str(report), *requirements,
            *(part for file in constraints for part in ("--constraint", str(file))),
        ])  # fmt: skip
        entries = json.loads(report.read_text("utf-8"))["install"]
    pins = {(e["metadata"]["name"].lower(), e["metadata"]["version"]) for e in entries}
    return [f"{name}=={version}" for name, version in sorted(pins)]


def write_lock(name: str, requirements: "list[str]", others: "tuple[str, ...]") -> None:
    """Rewrite one lock; its lines for other systems, which end in a marker, are kept."""
    file, constraints = LOCKS / f"{name}.txt", [LOCKS / f"{other}.txt" for other in others]
    known = {line for other in constraints for line in other.read_text("utf-8").splitlines()}
    before = file.read_text("utf-8").splitlines() if file.is_file() else []
    pins = [line for line in newest(requirements, constraints) if line not in known]
    kept = [line for line in before if ";" in line]
    head = ["# Written by `python3 dev.py lock`, but for lines that end in a marker."]
    file.write_bytes(("\n".join(head + pins + kept) + "\n").encode())
    say(f"requirements/{name}.txt: {len(pins) + len(kept)}")


def run_lock(arguments: "list[str]") -> int:
    """0 after rewriting the locks from what pyproject.toml asks for.

    Only on the oldest Python: what a newer one would choose may not run on it.
    """
    import tomllib  # older Pythons, which lack it, must get as far as the message

    if arguments:
        return usage()
    if sys.version_info[:2] != OLDEST:
        say("请用 Python 3.11 运行，锁定的版本须适用于各版 Python。 Run this with Python 3.11.")
        return 2
    LOCKS.mkdir(exist_ok=True)
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    runtime = settings["project"]["dependencies"]
    development = settings["project"]["optional-dependencies"]["dev"]
    build = settings["build-system"]["requires"]
    write_lock("build", build, ())
    write_lock("runtime", runtime, ())
    write_lock("dev", runtime + build + development, ("build", "runtime"))
    return 0


def usage() -> int:
    """2, after saying what this file can do."""
    say(__doc__.strip())
    return 2


def main(arguments: "list[str]") -> int:
    """The exit code of what the arguments ask for."""
    missing = obstacle()
    if missing:
        say(missing)
        return 2
    commands = {
        "demo": run_demo,
        "xlar": run_xlar,
        "test": run_tests,
        "pytest": run_pytest,
        "lock": run_lock,
    }
    command, rest = commands.get(arguments[0] if arguments else ""), arguments[1:]
    if command is None:
        return usage()
    try:
        return command(rest)
    except SetupError as failure:
        say(str(failure))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
