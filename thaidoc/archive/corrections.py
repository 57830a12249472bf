"""What a person decided or confirmed about a document, field by field; it wins over the parser.

``corrections.json`` lies beside ``record.json``. Each decision carries the value, who made it and
when, so a later parse can neither undo it nor hide it, and a confirmed field is gold for measuring
the parser. What was decided before is never thrown away: each act keeps what it replaced, and one
that was undone keeps what it had brought.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec

from thaidoc.archive import durable
from thaidoc.errors import ArchiveDamagedError, ThaidocError
from thaidoc.record import FIELDS, Record

#: version of the shape of corrections.json
VERSION = 1
#: what a person did to a field: gave a value, said that the parser's is right, said that nobody can
#: tell, or took back what was decided
Did = Literal["set", "confirmed", "doubtful", "unset"]


class Decision(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One field as a person left it: the value in the shape of the record, who and when.

    ``doubtful``: a person looked and cannot tell, so that ``value`` is null and says nothing.
    """

    value: Any
    by: str
    at: str
    doubtful: bool = False


class Undone(msgspec.Struct, frozen=True, kw_only=True):
    """Who took an act back, when, and the decisions that it had brought (null: none)."""

    by: str
    at: str
    fields: dict[str, Decision | None]


class Act(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a person decided at once: per field what was done, and the decision before it."""

    by: str
    at: str
    did: dict[str, Did]
    before: dict[str, Decision | None]
    undone: Undone | None = None


class Corrections(msgspec.Struct, frozen=True, kw_only=True):
    """All decisions on one document, by the record's key, and the acts that led there."""

    version: int = VERSION
    fields: dict[str, Decision] = {}
    acts: list[Act] = []

    @property
    def values(self) -> dict[str, Any]:
        """The decided values, which hold and are gold; without those that nobody can tell."""
        return {key: one.value for key, one in self.fields.items() if not one.doubtful}

    @property
    def doubtful(self) -> frozenset[str]:
        """The fields at which a person looked and could not tell."""
        return frozenset(key for key, one in self.fields.items() if one.doubtful)

    @classmethod
    def load(cls, path: Path) -> "Corrections":
        """The decisions in a file; none where there is no file.

        :raises ArchiveDamagedError: where the file is not what :meth:`save` writes.
        """
        if not path.exists():
            return cls()
        try:
            loaded = msgspec.json.decode(path.read_bytes(), type=cls)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise ArchiveDamagedError(
                f"this is not a file of corrections ({error})", where=path
            ) from error
        if loaded.version != VERSION:
            raise ArchiveDamagedError(
                f"these corrections have version {loaded.version}, "
                f"this thaidoc reads version {VERSION}",
                where=path,
                hint="Use the thaidoc that wrote them, or a later one",
            )
        if strange := loaded.fields.keys() - set(FIELDS):  # `id` or `source` must not be replaced
            raise ArchiveDamagedError(f"{min(strange)!r} is not a field of a record", where=path)
        return loaded

    def to_json(self) -> bytes:
        """The bytes of the file, indented."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2) + b"\n"

    def save(self, path: Path) -> None:
        """Write the decisions, whole or not at all."""
        durable.replace(path, self.to_json())

    def decide(self, key: str, value: object, *, by: str, at: str) -> "Corrections":
        """These decisions and one more, which replaces an older one on the same key.

        :param value: in the shape of the record, as plain JSON values or as the record's parts.
        :raises ThaidocError: where the key is not a field of the record or the value has not its
            shape.
        """
        decision = Decision(value=plain_value(key, value), by=by, at=at)
        return self.act({key: "set"}, {key: decision}, by=by, at=at)

    def act(
        self,
        did: Mapping[str, Did],
        decisions: Mapping[str, Decision | None],
        *,
        by: str,
        at: str,
    ) -> "Corrections":
        """These decisions after an act; None for a key takes its decision back."""
        before = {key: self.fields.get(key) for key in decisions}
        act = Act(by=by, at=at, did=dict(did), before=before)
        return Corrections(fields=self._with(decisions), acts=[*self.acts, act])

    def undo(self, *, by: str, at: str) -> tuple["Corrections", Act] | None:
        """The decisions as they were before the last act that still holds, and that act.

        None where there is none.
        """
        index = next((i for i in reversed(range(len(self.acts))) if not self.acts[i].undone), None)
        if index is None:
            return None
        act = self.acts[index]
        had = {key: self.fields.get(key) for key in act.before}
        undone = msgspec.structs.replace(act, undone=Undone(by=by, at=at, fields=had))
        acts = [*self.acts[:index], undone, *self.acts[index + 1 :]]
        return Corrections(fields=self._with(act.before), acts=acts), act

    def _with(self, decisions: Mapping[str, Decision | None]) -> dict[str, Decision]:
        merged = {**self.fields, **decisions}
        return {key: decision for key, decision in merged.items() if decision is not None}


def plain_value(key: str, value: object) -> Any:
    """A value as plain JSON values.

    :raises ThaidocError: where the key is no field or the value has not the shape of its field.
    """
    if key not in FIELDS:
        raise ThaidocError(f"{key!r} is not a field", hint=f"Fields are {', '.join(FIELDS)}")
    plain = msgspec.to_builtins(value)
    try:
        msgspec.convert({"id": "", key: plain}, type=Record)
    except msgspec.ValidationError as error:
        raise ThaidocError(f"the value of {key} has not the shape of the field: {error}") from error
    return plain


def apply(record: Record, corrections: Corrections) -> Record:
    """The record with each decided field as the person left it.

    :raises msgspec.ValidationError: where a decided value has not the shape of its field.
    """
    if not corrections.values:
        return record
    plain = msgspec.to_builtins(record)
    plain.update(corrections.values)
    return msgspec.convert(plain, type=Record)
