"""JSON Schemas of what the commands print: contracts that a script can check its input against.

They are made from the types themselves, so they cannot fall behind: what is written there beside a
class or a key is what the schema says of it.
"""

import inspect
from typing import Any

import msgspec

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def contract(shape: type, name: str, version: int) -> dict[str, object]:
    """The JSON Schema (2020-12) of a type as it is printed; its id is ``urn:thaidoc:NAME:VERSION``.

    Every key is required: what has no value is printed as null or empty. Only keys that may be
    msgspec's UNSET are ever absent.
    """
    schema = msgspec.json.schema(shape)
    definitions: dict[str, Any] = schema["$defs"]
    for definition in definitions.values():
        if "description" in definition:
            definition["description"] = inspect.cleandoc(definition["description"])
        keys: dict[str, Any] = definition.get("properties", {})
        always = set(definition.get("required", ())) | {k for k in keys if "default" in keys[k]}
        definition["required"] = [key for key in keys if key in always]
        for key in keys.values():
            key.pop("default", None)
    definitions[shape.__name__]["properties"]["version"]["const"] = version
    identity = {"$schema": DIALECT, "$id": f"urn:thaidoc:{name}:{version}"}
    return {**identity, "title": f"thaidoc {name}, version {version}", **schema}
