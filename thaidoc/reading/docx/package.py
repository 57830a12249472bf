"""A Word document's parts: found by python-docx, or without it where it refuses the file.

python-docx reads every part at once, pictures too, and wants the package sound and of the plain
kind. So sizes are looked at before, and templates, documents with macros, strict ones and torn
ones are opened part by part, which gives whatever of them can still be had.
"""

import io
import zipfile
from typing import Any, Protocol

from thaidoc.errors import UnreadableFileError
from thaidoc.reading.limits import current
from thaidoc.reading.office_xml import Element, Package, parsed

#: an XML part with one of its own says so before its root element
_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_HEAD = 1024


class Parts(Protocol):
    """What a document consists of."""

    @property
    def damaged(self) -> list[str]:
        """The names of the parts that could not be read."""

    def main(self) -> Element | None:
        """The root of the part with the text; None where there is none."""

    def of(self, kind: str) -> list[tuple[str, Element]]:
        """Name and root of the parts that the main part points to, in the order of its pointers.

        ``kind`` is the last word of the relationship's type: ``header``, ``styles``.
        """


def parts_of(data: bytes) -> Parts:
    """The parts of the document in these bytes.

    :raises UnreadableFileError: for a package that is no ZIP, or larger than the limits allow.
    """
    document = _opened(data)
    return _PackedParts(Package(data)) if document is None else _WordParts(document)


def _opened(data: bytes) -> Any:
    """The document as python-docx has it, or None where it is not to open it, or refuses to."""
    import docx

    try:
        if _is_tame(data):
            return docx.Document(io.BytesIO(data))
    except MemoryError:
        raise
    except Exception:  # whatever Python or lxml raise on a torn package
        return None
    return None


def _is_tame(data: bytes) -> bool:
    """Whether all parts together are within the limits, and none declares entities."""
    limits = current()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = package.infolist()
        sizes = [member.file_size for member in members]
        if len(sizes) > limits.members or sum(sizes) > limits.unpacked:
            return False
        if max(sizes, default=0) > limits.part:
            return False
        return not any(
            _declares(package, member)
            for member in members
            if member.filename.lower().endswith((".xml", ".rels"))
        )


def _declares(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Whether an XML part has a document type, which an Office file never has."""
    with package.open(member) as part:
        head = part.read(_HEAD)
    return any(doctype in head for doctype in _DOCTYPES)


class _WordParts:
    """Parts as python-docx found them."""

    def __init__(self, document: Any):
        self._part = document.part
        self.damaged: list[str] = []

    def main(self) -> Element | None:
        """The root of the main part."""
        return self._part.element

    def of(self, kind: str) -> list[tuple[str, Element]]:
        """Names and roots of the parts that the main one relates to as ``kind`` (``header``)."""
        found = []
        for relation in self._part.rels.values():
            if relation.is_external or not relation.reltype.endswith(f"/{kind}"):
                continue
            part = relation.target_part
            name = str(part.partname).lstrip("/")
            root = getattr(part, "element", None)
            if root is None:  # a kind of part that python-docx keeps as bytes
                root = self._parsed(part.blob, name)
            if root is not None:
                found.append((name, root))
        return found

    def _parsed(self, data: bytes, name: str) -> Element | None:
        try:
            return parsed(data, name)
        except UnreadableFileError:
            self.damaged.append(name)
            return None


class _PackedParts:
    """Parts taken from the ZIP package one by one."""

    def __init__(self, package: Package):
        self._package = package
        self._main = next(iter(package.related("", "officeDocument").values()), "word/document.xml")

    @property
    def damaged(self) -> list[str]:
        """Names of the parts that are no well-formed XML."""
        return self._package.damaged

    def main(self) -> Element | None:
        """The root of the main part."""
        return self._package.xml(self._main)

    def of(self, kind: str) -> list[tuple[str, Element]]:
        """As :meth:`_WordParts.of`; parts that are damaged are left out."""
        names = self._package.related(self._main, kind).values()
        roots = ((name, self._package.optional(name)) for name in names)
        return [(name, root) for name, root in roots if root is not None]
