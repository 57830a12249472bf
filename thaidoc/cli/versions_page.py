"""What ``thaidoc --version`` names: thaidoc and whatever decides what is read and found."""

import platform
from collections.abc import Iterator

from thaidoc.cli.contact import contact
from thaidoc.cli.wrapping import padded
from thaidoc.messages import text as _


def lines() -> Iterator[str]:
    """One line a part; nothing heavy is loaded for it, and what is missing is said."""
    from thaidoc import __version__
    from thaidoc.archive.marker import FORMAT
    from thaidoc.reading.ocr.engine import description
    from thaidoc.search.manifest import FORMAT as INDEX

    yield f"thaidoc {__version__}"
    formats = _("archive {archive}, search index {index}").format(archive=FORMAT, index=INDEX)
    parts = {
        "Python": platform.python_version(),
        "Whoosh": _version("Whoosh-Reloaded"),
        "PyThaiNLP": _version("pythainlp"),
        _("dictionary"): _dictionary(),
        _("recogniser"): description(),
        "PDF": f"pypdfium2 {_version('pypdfium2')}, pdfplumber {_version('pdfplumber')}",
        _("formats"): formats,
    }
    if support := contact():
        parts[_("support")] = support
    for name, part in parts.items():
        yield f"  {padded(name, 12)}{part}"


def _dictionary() -> str:
    """Whose words texts are cut into, and what cuts them."""
    from thaidoc.thai.words import segmenter

    return segmenter().name


def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return _("is missing")
