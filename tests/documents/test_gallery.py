"""The pictures of docs/gallery: all there, small, and all listed."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest

GALLERY = Path(__file__).parents[2] / "docs" / "gallery"
PICTURES = sorted(GALLERY.glob("*.png"))


def test_every_picture_is_listed_and_every_listed_one_exists():
    listed = re.findall(r"\((\S+\.png)\)", (GALLERY / "README.md").read_text("utf-8"))
    assert sorted(listed) == [path.name for path in PICTURES]
    assert len(listed) >= 8


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.name)
def test_pictures_are_small(path):
    data = path.read_bytes()
    width, height = struct.unpack(">II", data[16:24])
    assert data.startswith(b"\x89PNG")
    assert width == 700
    assert height / width == pytest.approx(297 / 210, abs=0.01)  # A4
    assert len(data) < 120_000
