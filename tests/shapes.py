"""The records that the shapes of an edition's files are made of."""

from __future__ import annotations

from gen.model.setting import settings_of


def reachable(*records: type) -> list[type]:
    """These records, and all that they hold, each once."""
    found = list(records)
    for record in found:
        found += [each.record for each in settings_of(record) if each.record is not None and each.record not in found]
    return list(dict.fromkeys(found))
