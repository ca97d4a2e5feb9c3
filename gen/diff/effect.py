"""The effect (对公开文件的影响): what two states of a document differ in, its figures, lines and tables put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from gen.diff.figures import FigureChange, figure_changes, hidden_changes
from gen.diff.lines import LineChange, line_changes, line_looks
from gen.diff.paper import Line, Paper, renamed
from gen.diff.tables import TableChange, table_changes

_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """影响: all that a reader of the published document would see changed.

    ``figures`` are the figures of the text; ``look`` names what looks different with the same words; ``hidden`` are figures whose exact value
    changed and that print as before, ``attached`` how many amounts figures.json tells otherwise, with the same page.
    """

    title: tuple[str, str] = ("", "")
    figures: tuple[FigureChange, ...] = ()
    lines: tuple[LineChange, ...] = ()
    tables: tuple[TableChange, ...] = ()
    look: tuple[str, ...] = ()
    hidden: tuple[FigureChange, ...] = ()
    attached: int = 0

    @property
    def none(self) -> bool:
        """Whether the published document is the same."""
        return not (self.title[0] != self.title[1] or self.lines or self.tables or self.look)

    @property
    def words(self) -> bool:
        """Whether any word or number on the page differs."""
        return self.title[0] != self.title[1] or bool(self.lines or self.tables)


def effect(old: Paper, new: Paper, names: Mapping[str, str] = _NONE, units: Mapping[str, str] = _NONE) -> Effect:
    """What differs between two states of a document.

    A figure of a project that was renamed (``names``: old name, new name), or of a unit (``units``: old slug, new slug), is the same figure.
    """
    old = renamed(old, names, units)
    one, other = ([block for block in paper.blocks if isinstance(block, Line)] for paper in (old, new))
    tables, looks = table_changes(old, new)
    lines = tuple(line_changes(one, other, old, new))
    return Effect(
        title=(old.title, new.title),
        # Where every line says the same, a figure that is called otherwise is no change.
        figures=tuple(figure_changes(one, other, old, new)) if lines else (),
        lines=lines,
        tables=tables,
        look=tuple(dict.fromkeys((*line_looks(one, other), *looks, *(("分页、目录或纸张方向",) if _frame(old, new) else ())))),
        hidden=tuple(hidden_changes(old, new)),
        attached=(Counter(new.attached) - Counter(old.attached)).total(),
    )


def _frame(old: Paper, new: Paper) -> bool:
    """Whether pages are parted or turned otherwise, where the blocks are as many as before."""
    return len(old.blocks) == len(new.blocks) and old.look != new.look
