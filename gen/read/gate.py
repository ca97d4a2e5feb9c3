"""The gate (读取关口): what a department, a year, a path and a file may be before anything is parsed.

READ-01 department name   READ-02 year          READ-03 no such department  READ-04 no such year       READ-05 file missing
READ-06 unknown file      READ-07 symbolic link  READ-08 not a regular file  READ-09 cannot be opened    READ-10 too large
READ-11 not UTF-8         READ-12 character that must not stand in data      READ-13 look-alike of a Chinese character   READ-18 conflict marks
(the others: gen.read.codes, gen.read.folder, gen.read.load)

Files are UTF-8. One byte order mark at the very start is accepted and dropped, since spreadsheet programs need it to open a CSV
as UTF-8; columns are counted without it. CRLF becomes LF. Another encoding is never guessed.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from gen.findings import Finding, Place, error

MAX_BYTES = 1_000_000
#: A file full of bad characters is one fault, not thousands.
MAX_CHARACTER_FINDINGS = 20

#: No link is followed, no pipe waited for, no byte translated.
_OPEN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_WINDOWS_DEVICE = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
_YEAR = re.compile(r"[0-9]{4}")
_YEARS = range(1950, 2101)

#: Classes of characters that are refused: (what they are, remedy, the characters). The private use area is kept for marks of our own.
_REFUSED = (
    ("控制字符", "请删去", "\x00-\x08\x0b-\x1f\x7f-\x9f"),
    ("改变文字方向的不可见字符", "请删去", "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"),
    ("行或段分隔符", "请删去，需要分段就另写一条", "\u2028\u2029"),
    ("特殊空格", "请删去，确需空格就用普通空格", "\u00a0\u1680\u2000-\u200a\u202f\u205f"),
    (
        "不可见字符",
        "请删去",
        "\u00ad\u034f\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164"
        "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
        "\U000e0000-\U000e0fff",
    ),
    ("私用区字符", "请改用标准字符；生僻字请用正式编码的字", "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"),
    ("替代符（原来的字已经丢失）", "请照原文重新录入这个字", "\ufffc\ufffd"),
    (
        "非字符码位",
        "请删去",
        "\ud800-\udfff\ufdd0-\ufdef" + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000)),
    ),
)
#: From the mark that begins a conflict of git to the one that ends it; the driver of this project asks for seven signs each, as git does itself.
_CONFLICT = re.compile(r"^<{7} .*?^>{7} [^\n]*", re.M | re.S)
_ANY_REFUSED = re.compile("[" + "".join(characters for _, _, characters in _REFUSED) + "]")
#: Radicals and compatibility forms that copying out of a PDF gives instead of the character itself.
_LOOKALIKE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")


#: What the system may object, by its number.
_REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EMFILE: "打开的文件太多",
    errno.EIO: "磁盘读写出错",
    errno.EFBIG: "文件太大",
}


def department_faults(department: str) -> list[Finding]:
    """What is wrong with ``department`` as the name of a folder in data/."""
    if _SLUG.fullmatch(department) and not _WINDOWS_DEVICE.fullmatch(department):
        return []
    hint = "用小写英文字母、数字和连字符“-”，以字母或数字开头，最长 64 个字符，如 DEPT=jiaoyu；con、nul 等 Windows 设备名不能用"
    message = f"部门名“{shown(department)}”不合规定" if department else "没有写部门"
    return [error("READ-01", message, Place("data"), hint=hint)]


def year_faults(year: str) -> list[Finding]:
    """What is wrong with ``year`` as a year in four ASCII digits from 1950 to 2100."""
    if _YEAR.fullmatch(year) and int(year) in _YEARS:
        return []
    hint = f"用四位半角数字，从 {_YEARS.start} 到 {_YEARS.stop - 1}，如 YEAR=2022"
    message = f"年度“{shown(year)}”不合规定" if year else "没有写年度"
    return [error("READ-02", message, Place("data"), hint=hint)]


def folders(root: Path, path: str) -> tuple[str, ...]:
    """The names of the real folders directly inside ``path``, sorted; none where there is no such folder."""
    return tuple(sorted(entry.name for entry in _entries(root / path) if entry.is_dir(follow_symlinks=False)))


def file_names(root: Path, path: str) -> tuple[str, ...]:
    """The names of everything in the folder ``path`` that is no folder and not hidden, sorted."""
    entries = _entries(root / path)
    return tuple(sorted(entry.name for entry in entries if not entry.name.startswith(".") and not entry.is_dir(follow_symlinks=False)))


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return list(found)
    except OSError:
        return []


def read_text(root: Path, path: str, *, missing_hint: str = "") -> tuple[str | None, list[Finding]]:
    """The text of the file ``path`` (relative, with ``/``) below ``root``, lines ended by LF, with what is wrong with it.

    None where it cannot be read at all. Characters that must not stand there are reported and given back as ``□``, one for one,
    so that the rest of the file can be read to its end.
    """
    content, findings = _read_bytes(root, path, missing_hint)
    if content is None:
        return None, findings
    text, findings = _decode(content, path)
    if text is None:
        return None, findings
    if conflicts := _conflicts(text, path):
        return None, conflicts
    return _ANY_REFUSED.sub("□", text), character_faults(text, Place(path, 1, 1))


def _conflicts(text: str, path: str) -> list[Finding]:
    """What git left where it could not merge (合并冲突), as one finding: whatever else is wrong with the lines between comes of it."""
    spans = [[text.count("\n", 0, at) + 1 for at in match.span()] for match in _CONFLICT.finditer(text)]
    if not spans:
        return []
    where = "、".join(f"第 {start}～{end} 行" for start, end in spans)
    hint = "在所指的行里留下对的内容，删去 <<<<<<<、|||||||、=======、>>>>>>> 这几行记号"
    return [error("READ-18", f"合并冲突还没有解决：{where}", *(Place(path, start, 1) for start, _ in spans), hint=hint)]


def source_lines(root: Path, findings: Iterable[Finding]) -> dict[str, list[str]]:
    """The lines of every file that a finding points into."""
    paths = {place.path for finding in findings for place in finding.places if place.line}
    return {path: (read_text(root, path)[0] or "").split("\n") for path in sorted(paths)}


def source_line(root: Path, place: Place) -> str:
    """The line that ``place`` points into, fit to be printed; "" where it has none or its file cannot be read."""
    if not place.line:
        return ""
    text, _ = read_text(root, place.path)
    lines = (text or "").split("\n")
    return lines[place.line - 1] if place.line <= len(lines) else ""


def _read_bytes(root: Path, path: str, missing_hint: str) -> tuple[bytes | None, list[Finding]]:
    place = Place(path)
    parts = path.split("/")
    if any(part in ("", ".", "..") for part in parts):
        raise ValueError(f"not a plain relative path: {path!r}")
    target = root
    try:
        for part in parts:
            target = target / part
            if stat.S_ISLNK(os.lstat(target).st_mode):
                return None, [_link(path, target.relative_to(root).as_posix())]
        # Equality also catches what lstat does not call a link (a Windows junction).
        if target.resolve() != root.resolve().joinpath(*parts):
            return None, [_link(path, path)]
        if not stat.S_ISREG(os.lstat(target).st_mode):
            return None, [error("READ-08", f"{path} 不是普通文件", place, hint="请删去它，换成同名的普通文本文件")]
        # Between lstat and open the file may be exchanged: hence the flags, and a size that is capped while reading.
        with open(os.open(target, _OPEN), "rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None, [error("READ-05", f"缺少文件 {path}", place, hint=missing_hint)]
    except OSError as fault:
        return None, [error("READ-09", f"{path} 打不开：{why(fault)}", place, hint="请查看文件的权限，或是否正被别的程序占用")]
    if len(content) > MAX_BYTES:
        message = f"{path} 超过 {MAX_BYTES:,} 字节"
        return None, [error("READ-10", message, place, hint="数据文件只放文字和数字，一般不到 10 万字节；请检查是否放错了文件")]
    return content, []


def _link(path: str, link: str) -> Finding:
    return error("READ-07", f"{link} 是链接，不是实在的文件或文件夹", Place(path), hint="请删去链接，把内容放进项目文件夹")


def _decode(content: bytes, path: str) -> tuple[str | None, list[Finding]]:
    hint = "请用记事本或 WPS 打开，另存为 UTF-8 编码（CSV 选“CSV UTF-8（逗号分隔）”）"
    if content.count(0) * 4 > len(content):  # UTF-16 without a mark passes as UTF-8, laced with NUL.
        return None, [error("READ-11", f"{path} 不是 UTF-8 编码（像是 UTF-16）", Place(path), hint=hint)]
    try:
        return content.removeprefix(b"\xef\xbb\xbf").decode("utf-8").replace("\r\n", "\n"), []
    except UnicodeDecodeError as fault:
        before = content.removeprefix(b"\xef\xbb\xbf")[: fault.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        return None, [error("READ-11", f"{path} 不是 UTF-8 编码，从这里起读不出来", Place(path, line, column), hint=hint)]


def character_faults(text: str, start: Place, *, inside: bool = False) -> list[Finding]:
    """A finding for each character of ``text`` that must not stand in data, up to a limit; ``text`` begins at ``start``.

    ``inside`` a value a tab is refused too, and all is reported at ``start`` itself, since an escape there is longer than its character.
    """
    findings: list[Finding] = []
    for position, message, hint in _bad_characters(text, tabs=not inside):
        if len(findings) == MAX_CHARACTER_FINDINGS:
            message = f"这样的字符还有很多，只列前 {MAX_CHARACTER_FINDINGS} 处"
            findings.append(error("READ-12", message, Place(start.path), hint="请检查文件是否损坏，或是从别处直接粘贴的"))
            break
        place = start
        if not inside:
            line = text.count("\n", 0, position)
            column = position - text.rfind("\n", 0, position) + (start.column - 1 if line == 0 else 0)
            place = Place(start.path, start.line + line, column)
        lookalike = error("READ-13", message, place, hint="请改用正常的汉字；从 PDF 粘贴的文字常有这种字")
        findings.append(error("READ-12", message, place, hint=hint) if hint else lookalike)
    return findings


def _bad_characters(text: str, *, tabs: bool) -> Iterator[tuple[int, str, str]]:
    """(position, message, remedy) of each; no remedy means a look-alike."""
    if not tabs and "\t" in text:
        yield text.index("\t"), "这里有制表符（U+0009）", "请删去，确需空格就用普通空格"
    for match in _ANY_REFUSED.finditer(text):
        kind, remedy = next((kind, remedy) for kind, remedy, characters in _REFUSED if re.match(f"[{characters}]", match[0]))
        yield match.start(), f"这里有{kind} U+{ord(match[0]):04X}", remedy
    for match in _LOOKALIKE.finditer(text):
        from unicodedata import normalize

        normal = normalize("NFKC", match[0])
        if normal != match[0]:
            yield match.start(), f"“{match[0]}”（U+{ord(match[0]):04X}）不是汉字“{normal}”，只是形状相同", ""
        elif match[0] < "\u2fe0":
            yield match.start(), f"“{match[0]}”（U+{ord(match[0]):04X}）是部首符号，不是汉字", ""


def why(fault: OSError) -> str:
    """The reason of a fault of the system, in Chinese."""
    return _REASONS.get(fault.errno or 0, f"系统错误 {fault.errno}")


def shown(text: str, limit: int = 40) -> str:
    """``text`` fit for a message: refused characters and line breaks as U+XXXX, cut after ``limit`` characters."""
    cut = text if len(text) <= limit else text[:limit] + "…"
    return re.sub(_ANY_REFUSED.pattern + "|[\t\n]", lambda match: f"〈U+{ord(match[0]):04X}〉", cut)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The one of ``known`` that ``word`` was most likely meant to be, if any is near."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, tuple(known), n=1, cutoff=0.5)), None)


def guess(word: str, known: Iterable[str]) -> str:
    """The question whether the nearest of ``known`` was meant; "" where none is near."""
    near = nearest(word, known)
    return f"是否“{near}”？" if near else ""


def listed(names: Iterable[str], limit: int = 12) -> str:
    """``names`` joined for a message, not more than ``limit`` of them."""
    all_names = tuple(names)
    return "、".join(all_names[:limit]) + ("……" if len(all_names) > limit else "") if all_names else "（没有）"
