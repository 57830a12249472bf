"""The forms of one letter, as ``thaidoc show`` lists them."""

from typing import TYPE_CHECKING

from thaidoc.cli.options import Settings
from thaidoc.cli.output import console, note, print_hanging, printable
from thaidoc.cli.progress import progress_bar

if TYPE_CHECKING:
    from thaidoc.archive.store import Archive
    from thaidoc.archive.versions import Version

_LABEL = "รูปแบบ"
_THIS, _BEST = "ฉบับที่แสดง", "อ่านได้ดีที่สุด"


def versions(settings: Settings, archive: "Archive", identity: str) -> "list[Version]":
    """The forms of a document's letter; none, with a note, where they cannot be told now."""
    from thaidoc.archive.register import opened
    from thaidoc.archive.versions import versions_of
    from thaidoc.errors import ThaidocError

    try:
        with opened(archive) as register:
            with progress_bar(settings) as advance:
                register.catch_up(
                    (lambda done, total: advance(done, total, "versions")) if advance else None
                )
            return versions_of(register, identity)
    except ThaidocError as error:
        note(settings, str(error))
        return []


def print_versions(settings: Settings, identity: str, found: "list[Version]") -> None:
    """A line for each form: identity, type, pages, quality, file; this one and the best marked."""
    from rich.text import Text

    shown = console(settings)
    for version in found:
        parts = [version.media_type or "", f"{version.pages} หน้า" if version.pages else ""]
        parts += [f"คุณภาพ {version.quality:.0%}", "OCR" if version.ocr else "", version.name or ""]
        parts += [_BEST if version.best else "", _THIS if version.id == identity else ""]
        told = f"{version.id}  {' · '.join(filter(None, parts))}"
        print_hanging(shown, Text(f"{_LABEL}  ", style="bold"), Text(printable(told)))
