"""The words of problems with the texts of documents, in both languages."""

from __future__ import annotations

from typing import Final

from xlar.core.problems import Message

UNREADABLE: Final = Message.of(
    "wording_unreadable",
    ("文字文件读不出来（{reason}）", "the file of texts cannot be read ({reason})"),
    ("TOML 格式、UTF-8 编码的文件", "a TOML file in UTF-8"),
    ("请改正该文件，或清空设置 documents.wording", "Correct it, or clear documents.wording"),
)
UNKNOWN_NAME: Final = Message.of(
    "unknown_wording",
    ("没有这个名称的文字", "there is no text of this name"),
    ("{known}", "{known}"),
    ("请改正名称", "Correct the name"),
)
WRONG_FORM: Final = Message.of(
    "bad_wording",
    ("这段文字的形式不对", "this text has the wrong form"),
    ("{form}", "{form}"),
    ("请照 docs/wording.md 改写", "Write it as docs/wording.md shows"),
)
UNKNOWN_PLACEHOLDER: Final = Message.of(
    "unknown_placeholder",
    ("文字中有不认识的占位符", "the text has an unknown placeholder"),
    ("{known}", "{known}"),
    ("请改正占位符", "Correct the placeholder"),
)
STRAY_BRACE: Final = Message.of(
    "stray_brace",
    ("文字中有落单的花括号", "the text has a brace without its other half"),
    ("成对的花括号，中间为占位符名称", "braces in pairs around the name of a placeholder"),
    (
        "请补全或删去；需要印出括号时请用其他括号",
        "Complete it, remove it, or use other brackets",
    ),
)
MISSING_VALUE: Final = Message.of(
    "missing_value",
    (
        "占位符没有可填的内容（客户 {customer}）",
        "the placeholder has no value (customer {customer})",
    ),
    ("{meaning}", "{meaning}"),
    (
        "请填写 {source}，或为这段文字加上条件 if",
        "Fill in {source}, or give this text a condition if",
    ),
)
NO_TEXT: Final = Message.of(
    "no_wording",
    ("没有这种文件的文字", "there is no text for this kind of document"),
    ("一节 [{section}]", "a section [{section}]"),
    (
        "请在设置 documents.wording 所指的文件中写出",
        "Write it in the file named by documents.wording",
    ),
)
