"""A compiler from budget data to public disclosures.

The main line, one direction and no way back::

    read      files -> Model                values with their place (file:line:column); all faults at once
    derive    Model -> Facts                every figure a document may show, each with its origin; pure
    compose   Facts + edition -> Document   the block tree: sections, headings, paragraphs, lists, tables
    check     Model, Facts, Document -> findings
    render    Document -> html | pdf | docx | text       knows no budget, only blocks
    build     one run: the only writer of output/

``gen.build`` is that line almost literally; docs/architecture.md tells the rest.
"""

__version__ = "2026.1"
