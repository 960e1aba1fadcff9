"""What holds for the repository as a whole: its documents, its shape, its package."""

from __future__ import annotations

import ast
import doctest
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import xlar

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "xlar").rglob("*.py"))
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
README = (ROOT / "README.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
CHINESE = "[\u4e00-\u9fff]"


def place(path, line=None):
    return path.relative_to(ROOT).as_posix() + (f":{line}" if line else "")


def project_files():
    """Every file of the repository: what git lists, or all but generated ones outside of git."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        git = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(git, cwd=ROOT, capture_output=True, check=True).stdout.decode()
        found = [ROOT / name for name in listed.split("\0") if name]
    else:
        generated = re.compile(r"__pycache__|\.egg-info|^\.venv|^\.\w+_cache|^\.hypothesis|^build$")
        found = [
            path
            for path in ROOT.rglob("*")
            if not any(generated.search(part) for part in path.relative_to(ROOT).parts)
        ]
    return [path for path in found if path.is_file()]


def nodes(kind):
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, kind):
                yield path, node


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)


# -- README and the other documents --


@pytest.fixture
def books(tmp_path, monkeypatch):
    """The folder of the worked example, filled from the README; the current folder holds it."""
    (tmp_path / "books").mkdir()
    captioned = re.findall(
        r"^`(books/\w+\.csv)`\n\n```csv\n(.*?)^```$", README, re.MULTILINE | re.DOTALL
    )
    for name, text in captioned:
        (tmp_path / name).write_text(text, "utf-8")
    assert len(captioned) == len(blocks("csv")) == 2
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("books")
def test_the_example_of_the_readme_gives_the_printed_figures():
    (example,) = blocks("python")
    test = doctest.DocTestParser().get_doctest(example, {}, "README.md", None, 0)
    result = doctest.DocTestRunner().run(test)
    assert result.attempted > 4
    assert result.failed == 0


@pytest.mark.usefixtures("books")
def test_the_command_of_the_readme_runs():
    (command,) = [line for line in blocks("sh") if "dev.py xlar" in line]
    arguments = command.split("dev.py xlar ", 1)[1].split()
    ran = subprocess.run(
        [sys.executable, "-m", "xlar", *arguments],
        capture_output=True, text=True, encoding="utf-8", check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    # 6,000 + 6,000 open, 500 unapplied: 11,500 in all
    assert "11,500.00" in ran.stdout


@pytest.mark.parametrize("line", ["python3 dev.py demo", "python3 dev.py test"])
def test_the_two_lines_of_the_readme_are_what_continuous_integration_runs(line):
    assert f"```sh\n{line}\n```" in README
    assert line in (ROOT / ".ci/run").read_text("utf-8")


def test_links_between_documents_lead_somewhere():
    broken = [
        f"{place(path)}: {target}"
        for path in DOCUMENTS
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text("utf-8"))
        if "://" not in target and not (path.parent / target).exists()
    ]
    assert broken == []


def test_the_changelog_opens_with_changed_figures():
    headings = re.findall(r"^#+ (.*)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert headings[:3] == ["Changelog", "[Unreleased]", "Changed figures"]


def test_contributing_stays_short():
    assert len((ROOT / "CONTRIBUTING.md").read_text("utf-8").splitlines()) < 60


# -- the shape of the code --


def test_every_public_name_exists_once_and_is_documented():
    assert list(xlar.__all__) == sorted(set(xlar.__all__))
    undocumented = [
        name for name in xlar.__all__
        if callable(getattr(xlar, name)) and not (getattr(xlar, name).__doc__ or "").strip()
    ]  # fmt: skip
    assert undocumented == []


def test_no_module_is_longer_than_400_lines():
    lengths = {place(path): len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_no_function_is_longer_than_50_lines():
    long = [
        f"{place(path, node.lineno)} {node.name}"
        for path, node in nodes(ast.FunctionDef | ast.AsyncFunctionDef)
        if node.end_lineno - node.lineno >= 50
    ]
    assert long == []


def is_said_elsewhere(function):
    """An overload, or the setter of a property: the docstring stands at the other definition."""
    marks = [ast.unparse(part) for part in function.decorator_list]
    return any(mark.endswith(("overload", ".setter")) for mark in marks)


def public(tree):
    """The definitions that can be reached by public names alone."""
    yield tree
    for node in tree.body:
        if getattr(node, "name", "_").startswith("_"):
            continue
        if isinstance(node, ast.ClassDef):
            yield from public(node)
        elif not is_said_elsewhere(node):
            yield node


def test_every_public_name_is_documented_where_it_stands():
    undocumented = [
        f"{place(path)} {getattr(node, 'name', '')}"
        for path in SOURCES
        for node in public(ast.parse(path.read_text("utf-8")))
        if not ast.get_docstring(node)
    ]
    assert undocumented == []


def test_every_function_says_what_it_returns():
    untyped = [
        f"{place(path, node.lineno)} {node.name}"
        for path, node in nodes(ast.FunctionDef | ast.AsyncFunctionDef)
        if node.returns is None
    ]
    assert untyped == []


def chinese_sentences():
    """Texts for people: Chinese in string literals that are no pattern."""
    for path, node in nodes(ast.Constant):
        if isinstance(node.value, str) and re.search(CHINESE, node.value):
            documentation = "\n" in node.value or "``" in node.value
            if not documentation and not re.search(r"[\\|*\[^]|\?:", node.value):
                yield path, node


def test_chinese_texts_are_punctuated_in_full_width():
    half_width = re.compile(f"{CHINESE}[,;:!](?! )({CHINESE}|$)|^[,;:!]{CHINESE}")
    wrong = [
        f"{place(path, node.lineno)} {node.value}"
        for path, node in chinese_sentences()
        if half_width.search(node.value)
    ]
    assert wrong == []


# -- files and package --


def test_no_file_but_the_fonts_is_larger_than_2_megabytes():
    large = [path for path in project_files() if path.stat().st_size > 2_000_000]
    assert [place(path) for path in large if path.suffix not in {".otf", ".ttf"}] == []


def test_no_text_names_a_path_of_one_machine():
    machine = re.compile(rb"(?<![\w.])/(?:home|root|tmp|work|Users)/\w|[A-Z]:\\Users\\")
    named = [place(path) for path in project_files() if machine.search(path.read_bytes())]
    assert named == []


def pins(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


@pytest.mark.parametrize("name", ["build", "runtime", "dev"])
def test_locks_hold_exact_releases_and_nothing_else(name):
    pin = re.compile(r'[A-Za-z0-9_.-]+==[0-9][0-9a-z.]*( ; sys_platform == "\w+")?')
    assert [line for line in pins(name) if not pin.fullmatch(line)] == []


def names(requirements):
    return {re.match(r"[\w-]+", line)[0].lower().replace("_", "-") for line in requirements}


def test_every_dependency_is_locked():
    assert names(PROJECT["project"]["dependencies"]) <= names(pins("runtime"))
    development = names(PROJECT["project"]["optional-dependencies"]["dev"])
    assert development <= names(pins("dev") + pins("runtime") + pins("build"))


def test_the_dependencies_are_what_the_package_imports():
    imported = {alias.name for _, node in nodes(ast.Import) for alias in node.names}
    imported |= {node.module for _, node in nodes(ast.ImportFrom) if node.level == 0}
    office = {"uno", "unohelper", "com"}  # LibreOffice brings them along
    packages = {name.split(".")[0] for name in imported} - sys.stdlib_module_names - {"xlar"}
    packages -= office
    called = {"docx": "python-docx"}  # where a package is not called as its module
    packages = {called.get(package, package) for package in packages}
    assert names(packages) == names(PROJECT["project"]["dependencies"])


def test_the_package_carries_all_its_files(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "xlar", source / "xlar", ignore=ignored)
    build = "from setuptools.build_meta import build_wheel; build_wheel('.')"
    ran = subprocess.run(
        [sys.executable, "-c", build], cwd=source, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    (wheel,) = source.glob("*.whl")
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("xlar/")}
    files = (path for path in (source / "xlar").rglob("*") if path.is_file())
    assert packed == {path.relative_to(source).as_posix() for path in files}
