"""What an edit must come to (判定): refused where it was made, or moving exactly what says that it rests on the edited line.

No edit raises. One that is not refused moves no figure but those whose explanation names the line (of an amount: the very cell), and one of an
amount moves all of these (but counts, rates, sizes, controls, and differences with the amount on both sides, which cancels out). An amount under a control
is a finding that names it or the control. Nothing is without effect but a comment and the order of rows.

What is judged otherwise, and why:

* **Beside a refusal** a warning of the same run may be what names the line: who is refused reads both.
* **An id that holds the edited name** is the id of the same figure when it holds the new one. A **cell without lines** (0) comes and goes with its row.
* **The sum behind a control** has an id of its own as long as the control stands; it comes and goes with the control.
* **A deleted row** has no line. Its finding must name what the row was about (its project, its code, its key) or the list that it was in.
* **What a whole folder declares** (``recorded``, ``amount_unit``) is refused at the lines that contradict it: with 元 for 万元 each amount is a fault
  of its own, and the declaration alone is none. It moves every amount of its folder, whose lines the explanations name.
* **A column …次序** is an order of rows, like the order of rows itself: 7 for 5 in the last row orders nothing otherwise.
* **A list without items** (``subordinates = []``) says the same as no list.
* **An entry of a code list** may be refused at the line that uses it, naming it: which of the two is wrong nobody can know. An entry that no line of
  the document uses is no part of it, as a dictionary is no part of a letter, and ``来源`` and ``note`` say where the list is from: comments.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from gen.findings import Finding
from tests.edits.effect import Taken, moved
from tests.edits.kinds import Edit

REFUSED, FIGURES, TEXT, TOLD, FINDINGS, NOTHING, RAISED = "refused", "figures", "text", "explanation", "findings", "nothing", "raised"
#: What unit.toml declares for all amounts of its folder.
FOLDER_WIDE = ("recorded", "amount_unit")
OUTCOMES = (REFUSED, FIGURES, TEXT, TOLD, FINDINGS, NOTHING, RAISED)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of an edit, and every way in which that is wrong."""

    outcome: str
    faults: tuple[str, ...]


def is_list(path: str) -> bool:
    """Whether a file is a code list."""
    return path.startswith("data/_codes/")


def judge(edit: Edit, before: Taken, after: Taken, used: Container[str]) -> Verdict:
    """The verdict on an edit, from the compilations before and after it; ``used`` are the entries of code lists that the document uses."""
    refusals = [finding for key, finding in after.errors.items() if key not in before.errors]
    if refusals or after.text is None:
        new = [finding for key, finding in after.findings.items() if key not in before.findings]
        return Verdict(REFUSED, tuple(_misplaced(edit, before.controls | after.controls, refusals, new)))
    return Verdict(_outcome(edit, before, after), tuple(_wrong(edit, before, after, used)))


def _outcome(edit: Edit, before: Taken, after: Taken) -> str:
    if moved(before, after, edit.old, edit.new):
        return FIGURES
    if before.text != after.text:
        return TEXT
    if before.told != after.told:
        return TOLD
    return FINDINGS if before.findings.keys() != after.findings.keys() else NOTHING


def _misplaced(edit: Edit, controls: frozenset[tuple[str, int]], refusals: Sequence[Finding], new: Sequence[Finding]) -> Iterator[str]:
    """Refused, but nothing that is said for the first time, an error or a warning beside it, names the edit."""
    if not any(_names(edit, controls, finding) for finding in new):
        yield "refused elsewhere: " + "; ".join(
            f"{each.code} {each.places[0] if each.places else ''} {each.message}" for each in refusals[:2]
        )


def _names(edit: Edit, controls: frozenset[tuple[str, int]], finding: Finding) -> bool:
    """Whether a finding names the edited line, a control over its sum, or what a deleted row was about."""
    places = {(place.path, place.line) for place in finding.places}
    if (edit.path, edit.new_line or edit.owner) in places or places & controls:
        return True
    if _folder_wide(edit):
        return any(path.startswith(edit.path.rsplit("/", 1)[0]) for path, _ in places)
    said = finding.message + finding.hint
    return (not edit.new_line or is_list(edit.path)) and any(
        (len(cell) > 1 and cell.strip(' "') in said) or f"“{cell}”" in said for cell in edit.cells
    )


def _folder_wide(edit: Edit) -> bool:
    """Whether the edit is of a declaration about the whole folder."""
    return (edit.title or edit.cells[0]) in FOLDER_WIDE


def _wrong(edit: Edit, before: Taken, after: Taken, used: Container[str]) -> Iterator[str]:
    changed, outcome = moved(before, after, edit.old, edit.new), _outcome(edit, before, after)
    resting = before.resting | after.resting
    silent = sorted(id for id in changed - resting if id.removesuffix(".sum") not in resting)
    if silent and not _folder_wide(edit):
        yield f"{len(silent)} figures moved that do not rest on the line, such as {silent[0]}"
    if edit.money:
        still = sorted((before.money & after.values.keys()) - changed)
        if still:
            yield f"{len(still)} amounts rest on the line and did not move, such as {still[0]}"
        new = [finding for key, finding in after.findings.items() if key not in before.findings]
        controls = before.controls | after.controls
        if (before.controlled or after.controlled) and not any(_names(edit, controls, finding) for finding in new):
            yield "an amount under a control moved without a finding"
    if edit.kind == "注释" and outcome != NOTHING:
        yield f"a comment has an effect: {outcome}"
    if outcome == NOTHING and not _may_be_idle(edit, used):
        yield "without effect"


def _may_be_idle(edit: Edit, used: Container[str]) -> bool:
    """Whether the edit is of something that says nothing to the document."""
    if edit.kind in ("注释", "移行") or edit.title.endswith("次序"):
        return True
    if edit.old.endswith(" = []"):
        return True
    return is_list(edit.path) and (edit.title in ("来源", "note") or edit.cells[0] not in used)
