"""The words of every outcome of a check, in Chinese and English; ``{placeholders}`` are facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from xlar.core.problems import Text

NOTHING: Final = Text("", "")
Level: TypeAlias = Literal["ok", "warn", "fail", "skip"]


@dataclass(frozen=True)
class Finding:
    """The outcome of a check.

    Attributes:
        check: its name.
        level: fine, doubtful, broken, or not to be told here.
        what: what was found.
        action: what to do about it; blank where nothing is to be done.
    """

    check: str
    level: Level
    what: Text
    action: Text = NOTHING

    def filled(self, **facts: Any) -> Finding:
        """The same with facts in place of the placeholders.

        >>> Finding("python", "ok", Text("Python {v}", "Python {v}")).filled(v="3.12").what.en
        'Python 3.12'
        """
        what = Text(self.what.zh.format_map(facts), self.what.en.format_map(facts))
        return Finding(self.check, self.level, what, self.action)


def _of(
    check: str, level: Level, what: tuple[str, str], action: tuple[str, str] = ("", "")
) -> Finding:
    return Finding(check, level, Text(*what), Text(*action))


PYTHON_OK: Final = _of(
    "python",
    "ok",
    ("Python {version}，{executable}", "Python {version}, {executable}"),
)
PYTHON_OLD: Final = _of(
    "python",
    "fail",
    ("Python {version} 太旧", "Python {version} is too old"),
    ("请用 Python 3.11 或更高版本安装 xlar。", "install xlar with Python 3.11 or later"),
)
PYTHON_STORE: Final = _of(
    "python",
    "fail",
    (
        "{executable} 来自微软商店，Excel 无法启动它",
        "{executable} comes from the Microsoft Store; Excel cannot start it",
    ),
    (
        "请改用 uv 或 python.org 的 Python 重新安装 xlar。",
        "install xlar again with a Python from uv or python.org",
    ),
)
XLWINGS_OK: Final = _of(
    "xlwings",
    "ok",
    ("xlwings {wanted}", "xlwings {wanted}"),
)
XLWINGS_OTHER: Final = _of(
    "xlwings",
    "fail",
    (
        "已装 xlwings {found}，工作簿要用 {wanted}",
        "xlwings {found} is installed, the workbook needs {wanted}",
    ),
    ("请重新安装 xlar。", "install xlar again"),
)
NO_EXCEL_HERE: Final = _of(
    "excel",
    "skip",
    (
        "本系统没有 Excel；请用 LibreOffice Calc 或命令行。",
        "there is no Excel for this system; use LibreOffice Calc or the command line",
    ),
)
EXCEL_ON_MAC: Final = _of(
    "excel",
    "warn",
    (
        "Mac 版 Excel 只能用功能区按钮，单元格里的 AR_ 函数不计算",
        "in Excel for Mac only the ribbon works; AR_ functions in cells do not compute",
    ),
    (
        "用按钮刷新报表；首次使用前运行 xlwings runpython install。",
        "refresh reports by the buttons; run xlwings runpython install once before",
    ),
)
EXCEL_OK: Final = _of(
    "excel",
    "ok",
    ("Excel {version} {bits}", "Excel {version} {bits}"),
)
EXCEL_MISSING: Final = _of(
    "excel",
    "fail",
    ("找不到 Excel", "Excel was not found"),
    (
        "请安装桌面版 Excel；没有 Excel 时可用 LibreOffice Calc 或命令行。",
        "install the desktop Excel; without it use LibreOffice Calc or the command line",
    ),
)
EXCEL_STORE: Final = _of(
    "excel",
    "fail",
    (
        "这是微软商店版 Excel，不允许外部程序提供函数",
        "this is the Store edition of Excel, which lets no other program provide functions",
    ),
    ("请改装桌面版 Office。", "install the desktop edition of Office"),
)
EXCEL_TAKEN: Final = _of(
    "excel",
    "fail",
    (
        "Excel.Application 指向 {automation}（常因安装 WPS）",
        "Excel.Application starts {automation}, as happens after installing WPS",
    ),
    (
        "在 WPS 配置工具中取消兼容设置，或修复 Office。",
        "undo the compatibility settings of WPS, or repair Office",
    ),
)
DLL_OK: Final = _of(
    "dll",
    "ok",
    ("Excel 所需的 DLL 完好", "the libraries Excel loads are in place"),
)
DLL_MISSING: Final = _of(
    "dll",
    "fail",
    ("没有安装 {name}", "{name} is not installed"),
    ("请重新安装 xlar。", "install xlar again"),
)
DLL_DELETED: Final = _of(
    "dll",
    "fail",
    (
        "{name} 安装过，现已被删除，多半是杀毒软件所为",
        "{name} was installed and is gone, most often by an antivirus",
    ),
    (
        "请重新安装 xlar，并把该文件加入杀毒软件的信任名单。",
        "install xlar again and add the file to the exceptions of the antivirus",
    ),
)
DLL_UNLOADABLE: Final = _of(
    "dll",
    "fail",
    ("{name} 无法加载", "{name} cannot be loaded"),
    (
        "请重新安装 xlar；32 位与 64 位文件都要在。",
        "install xlar again; the files for 32 and 64 bits must both be there",
    ),
)
PATH_OK: Final = _of(
    "path",
    "ok",
    ("安装路径可用", "the path of the installation is usable"),
)
PATH_FOREIGN: Final = _of(
    "path",
    "fail",
    (
        "路径 {executable} 含有系统代码页之外的字符，Excel 无法由它启动 Python",
        "{executable} has characters outside the system's code page; Excel cannot start it",
    ),
    (
        "请设置 UV_TOOL_DIR=C:\\ProgramData\\xlar 后重新安装。",
        "set UV_TOOL_DIR=C:\\ProgramData\\xlar and install again",
    ),
)
INTERFERENCE_NONE: Final = _of(
    "interference",
    "ok",
    ("没有其他 Python 设置干扰", "no other Python settings interfere"),
)
INTERFERENCE_IGNORED: Final = _of(
    "interference",
    "ok",
    (
        "有其他 Python 设置（{listed}），本工作簿不受影响",
        "there are settings for another Python ({listed}); the workbook ignores them",
    ),
)
MACROS_OK: Final = _of(
    "macros",
    "ok",
    ("宏可在提示后启用", "macros can be enabled when Excel asks"),
)
MACROS_OFF: Final = _of(
    "macros",
    "fail",
    ("宏被全部禁用", "all macros are disabled"),
    (
        "文件 > 选项 > 信任中心 > 宏设置：选“通过通知禁用宏”。",
        "File > Options > Trust Center > Macro Settings: disable with notification",
    ),
)
MACROS_OFF_BY_POLICY: Final = _of(
    "macros",
    "fail",
    ("管理员禁用了全部宏", "an administrator has disabled all macros"),
    ("请向管理员申请放行此工作簿。", "ask the administrator to allow this workbook"),
)
MACROS_SIGNED: Final = _of(
    "macros",
    "warn",
    ("只允许已签名的宏", "only signed macros are allowed"),
    (
        "请对工作簿签名，或把它所在文件夹设为受信任位置。",
        "sign the workbook, or make its folder a trusted location",
    ),
)
DISABLED_NONE: Final = _of(
    "disabled",
    "ok",
    ("没有被禁用的项目", "Excel has disabled nothing"),
)
DISABLED_SOME: Final = _of(
    "disabled",
    "warn",
    ("Excel 禁用了 {count} 个项目", "Excel has disabled {count} items"),
    (
        "文件 > 选项 > 加载项 > 管理“禁用项目”，把本工作簿启用。",
        "File > Options > Add-ins > Manage Disabled Items: enable the workbook",
    ),
)
SHIELDS_UNKNOWN: Final = _of(
    "shields",
    "skip",
    ("无法读取防护规则", "the protection rules cannot be read"),
)
SHIELDS_NONE: Final = _of(
    "shields",
    "ok",
    ("系统没有阻止 Excel 启动 Python", "Excel may start Python"),
)
SHIELDS_ACTIVE: Final = _of(
    "shields",
    "fail",
    ("Windows 防护规则生效：{zh}", "rules of Windows are in force: {en}"),
    (
        "运行 xlar excel install --com（不经 Excel 启动 Python），或请管理员放行。",
        "run xlar excel install --com, or ask the administrator to allow it",
    ),
)
CACHE_OK: Final = _of(
    "cache",
    "ok",
    ("COM 缓存完好", "the COM cache is sound"),
)
CACHE_BROKEN: Final = _of(
    "cache",
    "fail",
    ("COM 缓存损坏：{reason}", "the COM cache is broken: {reason}"),
    ("请运行 xlar doctor --fix 清除它。", "run xlar doctor --fix, which clears it"),
)
PROCESSES_NONE: Final = _of(
    "processes",
    "ok",
    ("没有残留进程", "no process is left over"),
)
PROCESSES_SOME: Final = _of(
    "processes",
    "warn",
    (
        "没有窗口的 Excel {idle} 个，无主的函数服务 {orphans} 个",
        "{idle} Excel without a window, {orphans} servers without an Excel",
    ),
    (
        "保存并关闭 Excel 后，在任务管理器中结束它们。",
        "save, close Excel, and end them in the Task Manager",
    ),
)
SERVER_UNTRIED: Final = _of(
    "server",
    "skip",
    ("未试启函数服务", "the server of the functions was not tried"),
)
SERVER_OK: Final = _of(
    "server",
    "ok",
    ("函数服务 {seconds:.1f} 秒启动", "the server of the functions starts in {seconds:.1f} s"),
)
SERVER_SLOW: Final = _of(
    "server",
    "warn",
    ("每次调用 {pings:.1f} 毫秒，偏慢", "a call takes {pings:.1f} ms, which is slow"),
    (
        "多为杀毒软件逐次检查所致；报表请用整表函数。",
        "often an antivirus that looks at each call; use the functions that return tables",
    ),
)
SERVER_DOWN: Final = _of(
    "server",
    "fail",
    ("函数服务无法启动：{words}", "the server of the functions does not start: {words}"),
    (
        "请按上面其他各项处理后重试；仍不行时用 xlar doctor --zip 收集日志。",
        "mend what stands above and try again; else collect the logs by xlar doctor --zip",
    ),
)
BOOK_MISSING: Final = _of(
    "book",
    "fail",
    ("找不到 {path}", "there is no {path}"),
    ("请核对路径。", "check the path"),
)
MARK_NONE: Final = _of(
    "mark",
    "ok",
    ("工作簿未被标记", "the workbook carries no mark of the internet"),
)
MARK_SET: Final = _of(
    "mark",
    "fail",
    (
        "工作簿带有“来自互联网”的标记，宏会被阻止",
        "the workbook is marked as downloaded; its macros are blocked",
    ),
    (
        "右键 > 属性 > 解除锁定；或用 xlar new 在本机新建。",
        "right-click > Properties > Unblock; or make one here by xlar new",
    ),
)
VBA_OK: Final = _of(
    "vba",
    "ok",
    ("工作簿的宏与程序版本一致", "the macros of the workbook fit the program"),
)
VBA_OTHER: Final = _of(
    "vba",
    "fail",
    (
        "工作簿的宏属于 xlwings {found}，程序为 {wanted}",
        "the macros of the workbook belong to xlwings {found}, the program has {wanted}",
    ),
    ("请用 xlar upgrade 升级工作簿。", "bring the workbook up to date by xlar upgrade"),
)
INTERPRETER_OK: Final = _of(
    "interpreter",
    "ok",
    ("工作簿指向 {interpreter}", "the workbook names {interpreter}"),
)
INTERPRETER_GONE: Final = _of(
    "interpreter",
    "fail",
    (
        "工作簿指向的 Python 不存在：{interpreter}",
        "the Python the workbook names is not there: {interpreter}",
    ),
    (
        "请在本机运行 xlar excel install。",
        "run xlar excel install on this computer",
    ),
)
