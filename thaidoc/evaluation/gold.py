"""Gold: what people confirmed of a document, from an archive's corrections or from files of JSON.

A file of gold is an object in the shape of a record, as much of it as its writer was sure of:

- a key that is absent is not scored; ``null`` and ``[]`` say that nothing is there;
- ``uncertain`` lists fields or paths (``date``, ``signatory.name``, ``contacts.0``) to leave out;
- ``NAME_p2.json`` beside ``NAME.json`` is a further letter in the same file.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from thaidoc.archive.corrections import Corrections
from thaidoc.evaluation.values import SCORED, GoldError

#: what ends the stem of gold for a further letter in the same file
FURTHER = re.compile(r"_p[2-9]$")
#: what a gold file may hold besides fields
_BESIDES = frozenset(
    {"version", "id", "source", "spans", "warnings", "pages", "uncertain", "notes"}
)
#: a signer's lines are his position and the post he acts for
_ALSO = {"position_lines": ("position", "acting_for")}


@dataclass(frozen=True, slots=True)
class Gold:
    """What is known of one letter: ``fields`` in the shape of the record, as far as they go.

    ``where`` is what the gold is called in an error; ``further`` are letters in the same file that
    are not in ``fields["enclosed"]``; ``strange`` names keys that are no fields.
    """

    fields: Mapping[str, Any]
    where: str
    uncertain: frozenset[str] = frozenset()
    further: tuple["Gold", ...] = ()
    strange: tuple[str, ...] = ()

    def is_left_out(self, path: str) -> bool:
        """Whether the gold is not sure of this path or of what it is a part of."""
        *above, last = path.split(".")
        also = [".".join([*above, other]) for other in _ALSO.get(last, ())]
        return any(
            ".".join(name.split(".")[:end]) in self.uncertain
            for name in [path, *also]
            for end in range(1, name.count(".") + 2)
        )

    def letter(self, number: int) -> "Gold":
        """The gold of a letter of ``fields["enclosed"]``.

        :raises GoldError: where it is no object.
        """
        lead = f"enclosed.{number}."
        inner = _gold(self.fields["enclosed"][number], f"{self.where} (enclosed {number + 1})")
        inherited = {path.removeprefix(lead) for path in self.uncertain if path.startswith(lead)}
        return Gold(inner.fields, inner.where, inner.uncertain | inherited)


def from_corrections(corrections: Corrections, where: str) -> Gold | None:
    """The fields that a person confirmed or corrected; None where there are none.

    Those at which a person looked and could not tell are uncertain: they are not scored.
    """
    fields = {key: value for key, value in corrections.values.items() if key in SCORED}
    return Gold(fields, where, uncertain=corrections.doubtful) if fields else None


def from_files(folder: Path, stem: str) -> Gold | None:
    """The gold of the file of this stem in a folder; None where there is none.

    :raises GoldError: where it is no JSON, or not in the shape of a record.
    """
    path = folder / f"{stem}.json"
    if not path.is_file():
        return None
    further: list[Gold] = []
    while (more := folder / f"{stem}_p{len(further) + 2}.json").is_file():
        further.append(_gold(_loaded(more), more.name))
    main = _gold(_loaded(path), path.name)
    return Gold(main.fields, main.where, main.uncertain, tuple(further), main.strange)


def _loaded(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise GoldError(f"this gold is not JSON ({error})", where=path.name) from error
    except OSError as error:
        raise GoldError(f"this gold cannot be read ({error.strerror})", where=path.name) from error


def _gold(value: object, where: str) -> Gold:
    if not isinstance(value, Mapping):
        raise GoldError("this gold is not an object", where=where)
    uncertain = value.get("uncertain", [])
    if not isinstance(uncertain, list) or not all(isinstance(path, str) for path in uncertain):
        raise GoldError("uncertain is not a list of fields", where=where)
    if not isinstance(value.get("enclosed"), list | None):
        raise GoldError("enclosed is not a list", where=where)
    fields = {key: item for key, item in value.items() if key in SCORED}
    strange = sorted(key for key in value if key not in fields and key not in _BESIDES)
    return Gold(fields, where, frozenset(uncertain), strange=tuple(strange))
