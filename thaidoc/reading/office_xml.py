"""Office packages (a ZIP of XML parts) opened with care: sizes checked, no entity ever expanded."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from thaidoc.errors import UnreadableFileError
from thaidoc.reading.limits import current

Element = Any


def local(element: Element) -> str:
    """An element's name without its namespace; empty for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its name in whatever namespace (transitional and strict files differ)."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """The element's children with these names, in order; none for no element."""
    if element is not None:  # lxml's own search makes no object of what has another name
        yield from element.iterchildren(*(f"{{*}}{name}" for name in names))


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along a path of names."""
    for name in path:
        if element is None:
            return None
        element = next(element.iterchildren(f"{{*}}{name}"), None)
    return element


def parsed(data: bytes, name: str) -> Element:
    """The root element of the XML in these bytes, which are the part ``name``.

    :raises UnreadableFileError: where they are no sound XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        raise UnreadableFileError(
            f"The file is damaged: its part {name} is no sound XML",
            hint="Open it in the program that made it and save it again",
        ) from fault


class Package:
    """The parts of an Office file.

    Sizes are those that the directory declares: :mod:`zipfile` gives no byte beyond them.

    :raises UnreadableFileError: for a torn ZIP, a part that is missing, too large or no XML.
    """

    def __init__(self, data: bytes):
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except zipfile.BadZipFile as fault:
            raise UnreadableFileError(
                "The file is damaged: its ZIP package is torn", hint="Ask for it to be sent again"
            ) from fault
        current().allow_members(len(self._zip.infolist()))
        self._unpacked = 0
        #: names of parts that the document could do without and that are damaged
        self.damaged: list[str] = []
        self._names = {name.lstrip("/").lower(): name for name in self._zip.namelist()}

    def xml(self, name: str) -> Element | None:
        """A part's root element, or None where the package has no such part."""
        stored = self._names.get(name.lstrip("/").lower())
        if stored is None:
            return None
        size = self._zip.getinfo(stored).file_size
        current().allow_part(name, size)
        current().allow_unpacked(self._unpacked + size)
        self._unpacked += size
        with self._zip.open(stored) as part:
            data = part.read(size + 1)  # without a size, zipfile unpacks all before it compares
        return parsed(data, name)

    def optional(self, name: str) -> Element | None:
        """A part's root element; None where it is missing or damaged, which is remembered."""
        try:
            return self.xml(name)
        except (UnreadableFileError, zipfile.BadZipFile, zlib.error, EOFError, ValueError):
            self.damaged.append(name)
            return None

    def related(self, part: str, kind: str = "") -> dict[str, str]:
        """The parts that a part points to, by relationship id; only those of one kind if named.

        ``kind`` is the last word of the relationship's type: ``header``, ``officeDocument``.
        """
        folder, name = posixpath.split(part)
        root = self.optional(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, str] = {}
        for relation in children(root, "Relationship"):
            target = relation.get("Target", "")
            if relation.get("TargetMode") == "External" or not target:
                continue
            if not kind or relation.get("Type", "").endswith(f"/{kind}"):
                found[relation.get("Id", "")] = posixpath.normpath(
                    target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                )
        return found
