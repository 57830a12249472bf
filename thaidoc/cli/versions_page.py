"""What ``thaidoc --version`` names: thaidoc and whatever decides what is read and found."""

import platform
from collections.abc import Iterator


def lines() -> Iterator[str]:
    """One line a part; nothing heavy is loaded for it, and what is missing is said."""
    from thaidoc import __version__
    from thaidoc.archive.marker import FORMAT
    from thaidoc.reading.ocr.engine import description
    from thaidoc.search.manifest import FORMAT as INDEX

    yield f"thaidoc {__version__}"
    yield f"  Python      {platform.python_version()}"
    yield f"  Whoosh      {_version('Whoosh-Reloaded')}"
    yield f"  PyThaiNLP   {_version('pythainlp')}"
    yield f"  dictionary  {_dictionary()}"
    yield f"  recogniser  {description()}"
    yield f"  PDFs        pypdfium2 {_version('pypdfium2')}, pdfplumber {_version('pdfplumber')}"
    yield f"  formats     archive {FORMAT}, search index {INDEX}"


def _dictionary() -> str:
    """Whose words texts are cut into, and what cuts them."""
    from thaidoc.thai.words import segmenter

    return segmenter().name


def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return "is missing"
