"""manifest.json: everything a batch registered, and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from batches import DAY, row
from hypothesis import given, settings
from hypothesis import strategies as st

from xlar.core.registered import RegisteredItem
from xlar.documents.register.manifest import digest, manifest_bytes, read_manifests

ROW = replace(
    row("C1"), number="CK-2026-0001", files=("CK-2026-0001 甲.pdf",), batch="甲 001",
    status="sent", sent_on=date(2026, 7, 1),
)  # fmt: skip
HASHES = {"CK-2026-0001 甲.pdf": digest(b"")}


def put(folder, name, data):
    (folder / name).mkdir()
    (folder / name / "manifest.json").write_bytes(data)


def read(folder):
    manifests, problems = read_manifests(folder)
    assert problems == []
    return manifests


def test_a_manifest_reads_back_as_it_was_written(tmp_path):
    put(tmp_path, "甲 001", manifest_bytes([ROW], HASHES))
    manifest = read(tmp_path)["甲 001"]
    assert (manifest.rows, manifest.hashes) == ((ROW,), HASHES)


@settings(deadline=None)
@given(
    st.text(), st.integers(-(10**15), 10**15), st.sampled_from(["CNY", "JPY", "KWD", ""]),
    st.none() | st.dates(),
    st.lists(st.builds(RegisteredItem, st.text(), st.integers(0, 99), st.integers(-1, 7))),
)  # fmt: skip
def test_every_row_survives(tmp_path_factory, text, amount, currency, day, items):
    folder = tmp_path_factory.mktemp("register")
    one = replace(
        ROW, customer_id=text, reply=text, amount=amount, currency=currency, period_from=day,
        items=tuple(items),
    )  # fmt: skip
    put(folder, "甲", manifest_bytes([one], {}))
    assert read(folder)["甲"].rows == (one,)


def test_it_can_be_read_by_people_and_other_programs():
    whole = json.loads(manifest_bytes([ROW], HASHES))
    assert list(whole) == ["schema", "batch", "rows", "files"]
    assert whole["schema"] == 1
    (plain,) = whole["rows"]
    assert (plain["number"], plain["amount"], plain["as_of"]) == (
        "CK-2026-0001",
        "1234.50",
        DAY.isoformat(),
    )
    assert plain["items"] == [["INV-1", 2, 3], ["INV-2", 0, 1]]
    assert "甲".encode() in manifest_bytes([ROW], HASHES)


def test_the_batch_is_known_by_its_content():
    def batch(*arguments):
        return json.loads(manifest_bytes(*arguments))["batch"]

    assert batch([ROW], HASHES) == batch([ROW], HASHES)
    assert batch([ROW], HASHES) != batch([replace(ROW, amount=1)], HASHES)
    assert batch([ROW], HASHES) != batch([ROW], {"CK-2026-0001 甲.pdf": digest(b"x")})


def test_a_manifest_saved_by_an_editor_with_a_mark_is_read(tmp_path):
    put(tmp_path, "甲", b"\xef\xbb\xbf" + manifest_bytes([ROW], HASHES))
    assert read(tmp_path)["甲"].rows == (ROW,)


def test_fields_of_a_later_version_are_passed_over(tmp_path):
    whole = json.loads(manifest_bytes([ROW], HASHES))
    whole["rows"][0]["colour"] = "red"
    put(tmp_path, "甲", json.dumps(whole).encode())
    assert read(tmp_path)["甲"].rows == (ROW,)


def test_temporary_folders_and_those_of_the_user_are_passed_over(tmp_path):
    put(tmp_path, ".xlar-12345678", manifest_bytes([ROW], HASHES))
    (tmp_path / "我的文件").mkdir()
    (tmp_path / "manifest.json").write_text("x")
    assert read(tmp_path) == {}
