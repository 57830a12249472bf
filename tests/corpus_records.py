"""What the parser reads in corpus/ now, beside what stands there.

``python -m tests.corpus_records`` reads every original again and writes its ``record.json`` and
``text.txt``: run it after a change of reading or parsing, and look at the difference. What people
confirmed stays; ``thaidoc evaluate --errors`` prints where the parser disagrees with it.
"""

import sys
from typing import Any

import msgspec

from tests.letters import ROOT
from thaidoc.archive import durable
from thaidoc.archive.store import Archive
from thaidoc.parsing.parser import parse
from thaidoc.reading import read_bytes
from thaidoc.reading.document import Document
from thaidoc.record import FIELDS, Record, to_json


def read_again(archive: Archive, identity: str) -> tuple[Document, Record]:
    """A document of the archive, read and parsed from its original now.

    Of the kept record only its name counts, so that one of an older shape can be written again.
    """
    kept = msgspec.json.decode((archive.folder(identity) / "record.json").read_bytes())
    document = read_bytes(archive.original(identity).read_bytes(), kept["source"]["name"])
    return document, parse(document)


def needs_ocr(record: Record) -> bool:
    """Whether a page of it is a picture that nobody has read yet."""
    return any(warning.code == "page-needs-ocr" for warning in record.warnings)


def fields_of(record: Record) -> dict[str, Any]:
    """A record's fields as plain values; of letters enclosed, their fields and pages."""
    plain = msgspec.to_builtins(record)
    fields = {key: plain[key] for key in FIELDS}
    fields["enclosed"] = [
        {key: value for key, value in inner.items() if key in (*FIELDS, "pages")}
        for inner in plain["enclosed"]
    ]
    return fields


def found_in(record: Record) -> dict[str, Any]:
    """All that was found, with the lines where: what a review of a change looks at.

    Boxes are left out, since a renderer's new version may move them by a hair.
    """
    spans = [(s.key, s.page, s.line, s.end_line, s.confidence) for s in record.spans]
    warnings = [(w.code, w.key) for w in record.warnings]
    return {**fields_of(record), "spans": spans, "warnings": warnings}


def write_records(archive: Archive) -> list[str]:
    """Write again each record and text that would be another now; the identities of those."""
    changed = []
    for identity in archive.ids():
        document, record = read_again(archive, identity)
        folder = archive.folder(identity)
        now = {"record.json": to_json(record), "text.txt": document.text.encode("utf-8")}
        stale = {n: data for n, data in now.items() if (folder / n).read_bytes() != data}
        for name, data in stale.items():
            durable.replace(folder / name, data)
        changed += [identity] if stale else []
    return changed


def main() -> None:
    """Write the records again, and tell which have changed."""
    changed = write_records(Archive.open(ROOT))
    for line in [*changed, f"{len(changed)} records changed"]:
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
