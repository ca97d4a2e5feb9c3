"""Editions (版式) read from their folders under templates/: the files, and whether what one names stands in the others.

EDN-04 file missing   EDN-06 a name that nothing defines   EDN-08 what the lines of a source cannot tell
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from gen.compose.definitions import definitions, dimensions, undefined
from gen.compose.edition import Edition, Prose
from gen.compose.editionfile import read_main, read_terms
from gen.compose.fields import Fields
from gen.compose.scoring import read_scoring
from gen.compose.tablespec import TableSpec, read_table
from gen.derive.books import SOURCES
from gen.derive.spec import Where
from gen.findings import Finding, Place, error
from gen.read import toml
from gen.read.gate import department_faults, folders, guess, listed, read_text, shown

_TEMPLATES = Place("templates")


def load(root: Path, slug: str, named_at: Place = _TEMPLATES) -> tuple[Edition | None, tuple[Finding, ...]]:
    """The edition ``templates/<slug>``; None when any of its files has a fault. ``named_at`` is where the data names it."""
    findings: list[Finding] = []
    known = [folder for folder in folders(root, "templates") if not department_faults(folder)]
    if slug not in known:
        hint = guess(slug, known) or f"templates/ 里有：{listed(known)}"
        return None, (error("EDN-04", f"没有“{shown(slug)}”这个版式", named_at, hint=hint),)
    folder = root / "templates" / slug
    sources = dict(_texts(root, folder, findings))
    base = f"templates/{slug}"
    files = {
        path: _parsed(path, sources[path], findings) for path in sources if path.endswith(".toml") and not path.endswith("/style.toml")
    }
    main, terms, scores = (files.get(f"{base}/{name}.toml") for name in ("edition", "glossary", "scores"))
    if main is None or any(files.get(f"{base}/{name}.toml", main) is None for name in ("glossary", "scores")):
        if not findings:
            findings.append(error("EDN-04", f"版式“{slug}”的文件不齐", named_at, Place(base), hint="版式文件夹里要有 edition.toml"))
        return None, tuple(findings)
    tables = {}
    for path, fields in files.items():
        if "/tables/" in path and fields is not None:
            tables[Path(path).stem] = read_table(fields)
    edition = _edition(main, terms, scores, base, tables, sources)
    findings.extend(_undefined(edition, main))
    findings.extend(undefined(edition.definitions, main))
    return (None if findings else edition), tuple(findings)


def _texts(root: Path, folder: Path, findings: list[Finding]) -> Iterator[tuple[str, str]]:
    for path in sorted((*folder.glob("*.toml"), *folder.glob("prose/*.md"), *folder.glob("tables/*.toml"))):
        name = path.relative_to(root).as_posix()
        text, more = read_text(root, name)
        findings.extend(more)
        if text is not None:
            yield name, text


def _parsed(path: str, text: str, findings: list[Finding]) -> Fields | None:
    file, more = toml.parse(text, path)
    findings.extend(more)
    return Fields(file, (), dict(file.value), findings) if file else None


def _edition(
    main: Fields, terms: Fields | None, scores: Fields | None, base: str, tables: Mapping[str, TableSpec], sources: Mapping[str, str]
) -> Edition:
    file = read_main(main)
    return Edition(
        name=file.name,
        title=file.title,
        document=file.document,
        unit=file.unit,
        grouped=not file.ungrouped,
        places=file.places,
        trim=file.trim,
        rate_places=file.rate_places,
        needs=file.needs,
        parts=file.parts,
        constants=file.constants,
        wordings=file.change,
        reasons=file.reasons,
        definitions=definitions(file, read_scoring(scores) if scores else None),
        compositions=file.composition,
        alike=file.alike,
        prose={Path(path).stem: Prose(text=text, path=path) for path, text in sources.items() if path.endswith(".md")},
        tables=tables,
        terms=read_terms(terms) if terms else (),
        limits=file.limits,
        style=sources.get(f"{base}/style.toml", ""),
        folder=base,
        sources=sources,
    )


def _foreign(table: TableSpec) -> Iterator[Finding]:
    """Columns and cells that ask what the lines of their source cannot tell: they would be empty for ever."""
    filters: list[tuple[str, Where]] = [
        (c.source or side.source, {**c.where, **c.of, **c.to}) for side in table.all_sides() for c in side.columns
    ]
    filters += [(cell.source, cell.where) for group in table.groups for cell in group.amounts()]
    for source, where in filters:
        for name in where:
            if name not in dimensions(source):
                message = f"{table.id}有一栏按“{name}”选取，来源“{source}”没有这个维度"
                yield error("EDN-08", message, table.place, hint=f"{source} 的维度：{listed(dimensions(source), 20)}")


def _undefined(edition: Edition, main: Fields) -> Iterator[Finding]:
    """Parts that name no file, and sources that nothing defines."""
    known = {*SOURCES, *(comparative.name for comparative in edition.definitions.comparatives)}
    for index, part in enumerate(edition.parts):
        for key, name, files in (("prose", part.prose, edition.prose), ("table", part.table, edition.tables)):
            if name and name not in files:
                place = main.file.value_place(("parts", index, key))
                yield error("EDN-06", f"parts 里的“{name}”没有对应的文件", place, hint=f"现有：{'、'.join(files)}")
    for table in edition.tables.values():
        yield from _foreign(table)
        for source in table.sources():
            if source not in known:
                yield error("EDN-06", f"{table.id}的来源“{source}”没有定义", table.place, hint=f"可用的来源：{'、'.join(sorted(known))}")
    quantities = [quantity.id for quantity in edition.definitions.quantities]
    named = [("composition", name, each.place) for each in edition.compositions for name in (each.whole, *each.parts)]
    named += [("alike", name, pair.place) for pair in edition.alike for name in (pair.first, pair.second)]
    for key, name, place in named:
        if name not in quantities:
            yield error("EDN-06", f"[[{key}]] 里的“{name}”不是口径", place, hint=f"口径有：{'、'.join(quantities)}")
