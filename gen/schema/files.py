"""The JSON Schemas of all TOML files, by where they are kept: beside the departments in data/, beside the editions in templates/."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from gen.canonical import sources
from gen.read.files import DATA
from gen.schema import edition, editor

FOLDER, ENDING = "_schema", ".schema.json"
TEMPLATES = "templates"

#: What makes each schema, by its path below the project.
MADE: Mapping[str, Callable[[], dict[str, Any]]] = {
    **{f"{DATA}/{FOLDER}/{name}{ENDING}": partial(editor.schema, name) for name in sources.SCHEMAS},
    **{f"{TEMPLATES}/{FOLDER}/{name}{ENDING}": partial(edition.schema, name) for name in edition.SCHEMAS},
}
