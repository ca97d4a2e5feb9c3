"""A comparison as one HTML page (网页): old and new side by side, what changed marked, complete in one file, for keyboard and for phone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from gen.check.follows import folded
from gen.diff import phrases, years
from gen.diff.compare import Diff, Gate
from gen.diff.marks import Mark, marks
from gen.diff.tables import CellChange, TableChange
from gen.diff.verdict import TITLES, verdict

_TEMPLATE = "page.html"


def page(diff: Diff) -> str:
    """The whole page; it asks the network for nothing."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals |= {
        "before": before,
        "after": after,
        "marks": marks,
        "phrases": phrases,
        "titles": TITLES,
        "folded": folded,
        "rows": rows,
        "nothing": phrases.NOTHING,
    }
    documents = [document for document in diff.told.documents if document.effect and (document.effect.words or document.effect.look)]
    return environment.get_template(_TEMPLATE).render(
        diff=diff,
        passes=diff.passes(Gate.ERRORS),
        verdict=list(verdict(diff)),
        documents=documents,
        years=list(years.sections(diff.told)) if diff.two_years else [],
    )


def before(found: Sequence[Mark]) -> Markup:
    """The old side of a text, what went away marked."""
    return _side(found, old=True)


def after(found: Sequence[Mark]) -> Markup:
    """The new side of a text, what came marked."""
    return _side(found, old=False)


def _side(found: Sequence[Mark], *, old: bool) -> Markup:
    tag = "del" if old else "ins"
    parts = []
    for mark in found:
        text = mark.old if old else mark.new
        if mark.changed and text:
            parts.append(Markup("<{}>{}</{}>").format(Markup(tag), text, Markup(tag)))
        else:
            parts.append(escape(text))
    return Markup("").join(parts)


def rows(table: TableChange) -> list[tuple[str, list[CellChange]]]:
    """The changed cells of a table by the label of their row; those of a row that changed alike are told once, with all their heads."""
    found: list[tuple[str, list[CellChange]]] = []
    for row in table.rows:
        for label in dict.fromkeys(cell.label for cell in row.cells):
            alike: dict[tuple[str, str], list[str]] = {}
            for cell in row.cells:
                if cell.label == label:
                    alike.setdefault((cell.old, cell.new), []).append(cell.head)
            found.append((label, [CellChange(label, _heads(heads), old, new) for (old, new), heads in alike.items()]))
    return found


def _heads(heads: Sequence[str]) -> str:
    """Several heads as one: whole where there is one, else the last part of each."""
    return heads[0] if len(heads) == 1 else "、".join(dict.fromkeys(head.rpartition("·")[2] for head in heads if head))
