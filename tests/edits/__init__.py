"""Single edits of the reference data (单处改动): each is refused where it was made, or moves exactly what says that it rests on it.

``places`` parts a file into what can be edited, ``kinds`` makes edits, ``effect`` compares two compilations, ``verdict`` judges one edit;
``python -m tests.edits --count 2000 --seed 1`` makes many and prints what came of them.
"""
