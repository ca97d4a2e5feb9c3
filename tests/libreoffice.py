"""LibreOffice as tests and measurements use it: the DOCX to PDF, in our own fonts, with a profile of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from gen.render.fonts import FontSet
from gen.render.style import StyleSheet

SOFFICE = shutil.which("soffice")


def command(docx: Path, folder: Path) -> list[str]:
    """What makes the PDF of ``docx`` in ``folder``, where the profile stands too."""
    assert SOFFICE is not None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    return [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(docx)]


def environment(sheet: StyleSheet, faces: FontSet, folder: Path) -> Mapping[str, str]:
    """The environment in which LibreOffice finds our fonts, and no other, under the names that the DOCX declares."""
    file = folder / "fonts.conf"
    file.write_text(fontconfig(sheet, faces, folder / "cache"), encoding="utf-8")
    return {**os.environ, "FONTCONFIG_FILE": str(file), "HOME": str(folder)}


def fontconfig(sheet: StyleSheet, faces: FontSet, cache: Path) -> str:
    """A fontconfig file with the fonts of ``faces``, each also under the name that ``sheet`` has for its role."""
    aliases = "".join(
        f'<alias binding="same"><family>{escape(sheet.fonts[role].docx)}</family><prefer><family>{escape(family(path))}</family></prefer></alias>'
        for role, path in faces.files.items()
    )
    folders = "".join(f"<dir>{escape(str(parent))}</dir>" for parent in sorted({path.parent for path in faces.files.values()}))
    return f'<?xml version="1.0"?><fontconfig>{folders}<cachedir>{escape(str(cache))}</cachedir>{aliases}</fontconfig>'


def family(path: Path) -> str:
    """The family name of a font file: the one that holds all its weights, where it has one."""
    from fontTools.ttLib import TTFont

    with TTFont(path, fontNumber=0, lazy=True) as font:
        names = font["name"]
        return str(names.getDebugName(16) or names.getDebugName(1))
