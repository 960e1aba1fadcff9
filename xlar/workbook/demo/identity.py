"""Identities that belong to nobody: names, tax numbers, telephones, addresses.

Every company name says 示例 or Example, mail goes to example.com, telephones carry 555, and tax
numbers have valid check digits in the division code 990000, which does not exist.
"""

from __future__ import annotations

from typing import Final

from xlar.core.tax_id import check_digit

_ORGANISATION_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)

_WORDS: Final = (
    "星河", "云杉", "北辰", "青禾", "蓝鲸", "晨曦", "远帆", "松涛", "银杏", "翠谷",
    "长虹", "海棠", "金桥", "玉泉", "飞鸿", "丹枫", "紫藤", "白鹭", "赤霞", "墨竹",
)  # fmt: skip
_TRADES: Final = ("机械", "电子", "建材", "包装", "仪器", "贸易", "化工", "工程")
_ENGLISH: Final = (
    "Harbor", "Meadow", "Summit", "Lantern", "Compass", "Orchard", "Granite", "Willow",
    "Beacon", "Canyon", "Maple", "Pebble",
)  # fmt: skip
_SURNAMES: Final = ("赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "褚", "卫")

SALESPEOPLE: Final = ("甲示例", "乙示例", "丙示例", "丁示例", "戊示例", "己示例")
COLLECTORS: Final = ("子示例", "丑示例", "寅示例")
REGIONS: Final = ("华东", "华北", "华南", "华中", "西南", "西北")


def organisation_check(code: str) -> str:
    """The ninth character of an organisation code (GB 11714-1997), from the eight before it.

    >>> organisation_check("M000100Y")
    '4'
    """
    values = [int(c) if c.isdigit() else ord(c) - 55 for c in code]
    rest = -sum(v * w for v, w in zip(values, _ORGANISATION_WEIGHTS, strict=True)) % 11
    return "X" if rest == 10 else str(rest)


def tax_id(serial: int) -> str:
    """A 统一社会信用代码 with valid check characters in a division that does not exist.

    >>> tax_id(1)
    '91990000MA90000114'
    """
    code = f"MA9{serial:05d}"
    body = f"91990000{code}{organisation_check(code)}"
    return body + check_digit(body)


def company_name(index: int) -> str:
    """The name of the made-up company with this number; no two of the first 160 are the same.

    >>> company_name(0), company_name(21)
    ('星河示例机械有限公司', '云杉示例化工有限公司')
    """
    word = _WORDS[index % len(_WORDS)]
    trade = _TRADES[(index + index // len(_WORDS)) % len(_TRADES)]
    return f"{word}示例{trade}有限公司"


def foreign_name(index: int) -> str:
    """The name of a made-up customer abroad.

    >>> foreign_name(0)
    'Example Harbor Trading Ltd.'
    """
    return f"Example {_ENGLISH[index % len(_ENGLISH)]} Trading Ltd."


def contact_name(index: int) -> str:
    """A made-up person at a customer."""
    return f"{_SURNAMES[index % len(_SURNAMES)]}示例"


def phone_number(index: int) -> str:
    """A telephone number in an area that does not exist.

    >>> phone_number(3)
    '099-5550-0103'
    """
    return f"099-5550-{100 + index:04d}"


def postal_address(index: int) -> str:
    """An address in a province that does not exist."""
    return f"示例省样板市演示路{index + 1}号"
