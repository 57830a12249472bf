"""What `thaidoc parse --json` prints keeps to what `thaidoc schema` prints."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from click.testing import Result
from PIL import Image

from tests.cli.conftest import letter
from tests.letters import letters
from thaidoc.contract import contract
from thaidoc.record import VERSION, Record, json_schema

Run = Callable[..., Result]
ORIGINALS = [pytest.param(path, id=r.source.name) for path, r in letters() if r.source]


def picture() -> bytes:
    made = io.BytesIO()
    Image.new("L", (60, 80), 255).save(made, "PNG")
    return made.getvalue()


ADVERSARIAL: dict[str, bytes] = {
    "a word": "ก".encode(),
    "blanks": b" \n\f\n",
    "labels without values": "ที่\nเรื่อง\nเรียน\nอ้างถึง\nสิ่งที่ส่งมาด้วย\nขอแสดงความนับถือ\n()".encode(),
    "impossible dates": letter("๙๙", "ภายในวันที่ ๓๒ มกราคม ๒๕๖๒").replace(
        "๑๔".encode(), "๓๑ กุมภาพันธ์".encode()
    ),
    "many of everything": "\n".join(
        f"อ้างถึง {n}. หนังสือกรม ก ที่ มท ๐๘๑๐/ว {n} ลงวันที่ {n} มกราคม ๒๕๖๒ โทร. ๐ ๒๒๔๑ ๙๐๐๐-{n}"
        for n in range(300)
    ).encode(),
    "controls and half pairs": b"\x1b[2J\xed\xa0\x80" + letter("๑", "\u202eก\u200b"),
    "cp874": letter("๑", "ก").decode().encode("cp874"),
    "two letters": letter("๑", "ก") + b"\f" + letter("๒", "ข"),
    "a picture": picture(),
}


@pytest.fixture(scope="module")
def printed() -> dict[str, Any]:
    """The schema as a script gets it."""
    schema: dict[str, Any] = json.loads(msgspec.json.encode(json_schema()))
    return schema


@pytest.fixture(scope="module")
def validator(printed: dict[str, Any]) -> jsonschema.Draft202012Validator:
    jsonschema.Draft202012Validator.check_schema(printed)
    return jsonschema.Draft202012Validator(printed)


@pytest.mark.parametrize("original", ORIGINALS)
def test_letters_of_the_corpus(
    run: Run, validator: jsonschema.Draft202012Validator, original: Path
) -> None:
    record = json.loads(run("parse", "--json", original).stdout_bytes)
    assert [fault.message for fault in validator.iter_errors(record)] == []
    assert record["source"]["name"] == original.name


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_whatever_comes(
    run: Run, validator: jsonschema.Draft202012Validator, name: str, tmp_path: Path
) -> None:
    place = tmp_path / "letter"
    place.write_bytes(ADVERSARIAL[name])
    done = run("parse", "--json", place)
    if done.exit_code:
        assert (done.exit_code, done.stdout_bytes) == (3, b"")
    else:
        validator.validate(json.loads(done.stdout_bytes))


def test_every_line_for_a_bundle(
    run: Run, validator: jsonschema.Draft202012Validator, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as box:
        for number, data in enumerate(ADVERSARIAL.values()):
            box.writestr(f"{number}.txt", data)
    records = run("parse", "--json", tmp_path / "all.zip").stdout_bytes.splitlines()
    assert len(records) >= 5
    for record in records:
        validator.validate(json.loads(record))


class TestSchema:
    def test_dialect_identity_and_version(self, printed: dict[str, Any]) -> None:
        assert printed["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert printed["$id"] == f"urn:thaidoc:record:{VERSION}"
        assert printed["$defs"]["Record"]["properties"]["version"]["const"] == VERSION

    @pytest.mark.parametrize("what", ["record", "stats", "evaluation"])
    def test_it_says_what_each_shape_and_key_is(self, run: Run, what: str) -> None:
        schema = json.loads(run("schema", what).stdout_bytes)
        assert schema["$id"].startswith(f"urn:thaidoc:{what}:")
        for name, shape in schema["$defs"].items():
            assert shape["description"], name
            assert "default" not in json.dumps(shape["properties"]).replace("default calib", "")
        if what == "record":
            keys = ((n, key) for n, s in schema["$defs"].items() for key in described(s))
            assert list(keys) == []

    def test_a_key_is_missing_only_where_the_schema_says_so(self, printed: dict[str, Any]) -> None:
        absent = {
            name: set(shape["properties"]) - set(shape["required"])
            for name, shape in printed["$defs"].items()
        }
        assert {name: keys for name, keys in absent.items() if keys} == {
            "Record": {"source", "pages"},
            "Citation": {"part", "effective"},
        }

    def test_it_can_fail(self, validator: jsonschema.Draft202012Validator) -> None:
        good = msgspec.to_builtins(Record(id="0"))
        validator.validate(good)
        for key, value in (("version", 2), ("kind", "x"), ("body", None), ("date", "2019")):
            assert not validator.is_valid({**good, key: value})
        assert not validator.is_valid({k: v for k, v in good.items() if k != "subject"})

    def test_without_a_name_it_is_that_of_a_record(self, run: Run) -> None:
        assert run("schema").stdout == run("schema", "record").stdout
        assert run("schema", "letter").exit_code == 2

    def test_a_contract_of_any_shape(self) -> None:
        class Shape(msgspec.Struct):
            """A shape."""

            version: int = 3
            more: list[int] = []

        made = contract(Shape, "shape", 3)
        jsonschema.validate({"version": 3, "more": []}, made)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({"version": 3}, made)


def described(shape: dict[str, Any]) -> Iterator[str]:
    """The keys of a shape that the schema says nothing of."""
    return (key for key, value in shape["properties"].items() if not value.get("description"))
