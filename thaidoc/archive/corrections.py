"""What a person decided or confirmed about a document, field by field; it wins over the parser.

``corrections.json`` lies beside ``record.json``. Each decision carries the value, who made it and
when, so a later parse can neither undo it nor hide it, and a confirmed field is gold for measuring
the parser.
"""

from pathlib import Path
from typing import Any

import msgspec

from thaidoc.archive import durable
from thaidoc.errors import ArchiveDamagedError, ThaidocError
from thaidoc.record import FIELDS, Record

#: version of the shape of corrections.json
VERSION = 1


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """One field as a person left it: the value in the shape of the record, who and when."""

    value: Any
    by: str
    at: str


class Corrections(msgspec.Struct, frozen=True, kw_only=True):
    """All decisions on one document, by the record's key."""

    version: int = VERSION
    fields: dict[str, Decision] = {}

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

    def save(self, path: Path) -> None:
        """Write the decisions, whole or not at all."""
        durable.replace(path, msgspec.json.format(msgspec.json.encode(self), indent=2) + b"\n")

    def decide(self, key: str, value: object, *, by: str, at: str) -> "Corrections":
        """These decisions and one more, which replaces an older one on the same key.

        :param value: in the shape of the record, as plain JSON values or as the record's parts.
        :raises ThaidocError: where the key is not a field of the record or the value has not its
            shape.
        """
        if key not in FIELDS:
            raise ThaidocError(f"{key!r} is not a field", hint=f"Fields are {', '.join(FIELDS)}")
        plain = msgspec.to_builtins(value)
        try:
            msgspec.convert({"id": "", key: plain}, type=Record)
        except msgspec.ValidationError as error:
            raise ThaidocError(
                f"the value of {key} has not the shape of the field: {error}"
            ) from error
        return Corrections(fields={**self.fields, key: Decision(value=plain, by=by, at=at)})


def apply(record: Record, corrections: Corrections) -> Record:
    """The record with each decided field as the person left it.

    :raises msgspec.ValidationError: where a decided value has not the shape of its field.
    """
    if not corrections.fields:
        return record
    plain = msgspec.to_builtins(record)
    plain.update({key: decision.value for key, decision in corrections.fields.items()})
    return msgspec.convert(plain, type=Record)
