"""Opening a PDF: with its password where it is locked, after repair where it is damaged.

pdfium finds most lost cross-references by itself. What it refuses goes through pikepdf (qpdf),
which reads the file from its objects instead of its tables; where even the catalogue or the tree of
pages is lost, a new one over the pages that are left is written first.
"""

import contextlib
import ctypes
import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from thaidoc.errors import LockedFileError, UnreadableFileError

_HEADER = re.compile(rb"%PDF-\d")
_OBJECT = re.compile(rb"(?<!\d)(\d{1,8})[ \t\r\n]+(\d{1,5})[ \t\r\n]+obj\b")
_CATALOG = re.compile(rb"/Type\s*/Catalog\b")
_PAGE = re.compile(rb"/Type\s*/Page\b")
#: how far behind its beginning an object's type may stand
_NEAR = 4096
_DAMAGED = "The PDF is damaged: its pages cannot be found"
_AGAIN = "Ask for it to be sent again"


@dataclass(slots=True)
class OpenPdf:
    """An open PDF: pdfium's document, the bytes that it reads (repaired ones perhaps), and notes.

    Whoever asked for it closes ``document``.
    """

    document: Any
    data: bytes
    notes: tuple[str, ...] = ()
    password: str | None = None

    def renew(self) -> None:
        """Opens the same bytes anew: pdfium keeps all that it parsed until a file is closed."""
        self.document.close()
        self.document = _opened(self.data, self.password)
        give_back_memory()


def give_back_memory() -> None:
    """Returns to the system what was freed: glibc keeps it, and Python's own objects never use it.

    Does nothing where the C library is another.
    """
    with contextlib.suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def open_pdf(data: bytes, password: str | None = None) -> OpenPdf:
    """The PDF in these bytes, ready to be read.

    Its notes are ``encrypted`` for a PDF with a password or with things forbidden, and
    ``repaired-file`` for one that only opened after repair.

    :raises LockedFileError: for a PDF that needs a password, or another than this.
    :raises UnreadableFileError: for one that no repair opens, and for one without pages.
    """
    start = _HEADER.search(data)
    if start and start.start():
        data = data[start.start() :]  # offsets count from the header, whatever stands before it
    found = _opened(data, password)
    if found is None or not _has_a_page(found):
        mended = repaired(data, password)
        again = _opened(mended.data, None) if mended and mended.pages else None
        if mended and again and _has_a_page(again):
            if found is not None:
                found.close()
            locked = ("encrypted",) if mended.encrypted else ()
            return OpenPdf(again, mended.data, (*locked, "repaired-file"))
        if again is not None:
            again.close()
        if mended and not mended.pages:
            if found is not None:
                found.close()
            raise UnreadableFileError("The PDF has no pages", hint=_AGAIN)
    if found is None:
        raise UnreadableFileError(_DAMAGED, hint=_AGAIN)
    return OpenPdf(found, data, ("encrypted",) if _is_encrypted(found) else (), password)


def _opened(data: bytes, password: str | None) -> Any:
    """The document as pdfium opens it, or None where it finds none.

    :raises LockedFileError: where a password is missing or wrong.
    """
    import pypdfium2
    from pypdfium2 import raw

    try:
        return pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as fault:
        # pdfium's last error may be an earlier file's
        if fault.err_code == raw.FPDF_ERR_PASSWORD and b"/Encrypt" in data:
            raise _locked(password) from fault
        if fault.err_code == raw.FPDF_ERR_SECURITY and b"/Encrypt" in data:
            raise UnreadableFileError(
                "The PDF is locked in a way that no password opens",
                hint="Open it in the program that it was made for and print it to a new PDF",
            ) from fault
    return None


def _locked(password: str | None) -> LockedFileError:
    if password:
        return LockedFileError(
            "The PDF is locked, and not with the password given", hint="Give its own password"
        )
    return LockedFileError(
        "The PDF is locked with a password",
        hint="Give its password, or save it without one and add that",
    )


def _has_a_page(document: Any) -> bool:
    """Whether the first page, or one of the next few, can be had."""
    import pypdfium2

    for index in range(min(len(document), 5)):
        try:
            document.get_page_size(index)  # looks for the page and does not load it
        except pypdfium2.PdfiumError:
            continue
        return True
    return False


def _is_encrypted(document: Any) -> bool:
    from pypdfium2 import raw

    return bool(raw.FPDF_GetSecurityHandlerRevision(document) >= 0)


# --- repair ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A PDF that qpdf wrote anew, with so many pages."""

    data: bytes
    pages: int
    encrypted: bool


def repaired(data: bytes, password: str | None = None) -> Rewritten | None:
    """The PDF written anew, without its password; None where nothing helps.

    qpdf gives what it finds, which without a trailer is not always all: the most pages win.
    """
    best: Rewritten | None = None
    there = len(_numbers(_PAGE, data))
    for candidate in _candidates(data):
        found = _rewritten(candidate, password)
        if found and (best is None or found.pages > best.pages):
            best = found
        if best and best.pages >= there:
            break
    return best


def _candidates(data: bytes) -> Iterator[bytes]:
    """The bytes as they are, with a trailer for their catalogue, and with our own catalogue."""
    yield data
    if b"/Encrypt" in data:
        return  # without its own trailer an encrypted file is only noise
    catalogs = _numbers(_CATALOG, data)
    if catalogs:
        yield data + _trailer(*list(catalogs.items())[-1])
    pages = _numbers(_PAGE, data)
    if pages:
        free = max(int(thing[1]) for thing in _OBJECT.finditer(data)) + 1
        kids = b" ".join(b"%d %d R" % page for page in sorted(pages.items()))
        yield (
            b"%b\nendstream\nendobj\n%d 0 obj\n<< /Type /Catalog /Pages %d 0 R >>\nendobj\n"
            b"%d 0 obj\n<< /Type /Pages /Kids [%b] /Count %d >>\nendobj\n%b"
        ) % (data, free, free + 1, free + 1, kids, len(pages), _trailer(free, 0))


def _numbers(kind: re.Pattern[bytes], data: bytes) -> dict[int, int]:
    """Number and generation of the objects that say of themselves that they are of a kind."""
    found: dict[int, int] = {}
    for thing in _OBJECT.finditer(data):
        end = data.find(b"endobj", thing.end(), thing.end() + _NEAR)
        if kind.search(data, thing.end(), end if end >= 0 else thing.end() + _NEAR):
            found[int(thing[1])] = int(thing[2])
    return found


def _trailer(number: int, generation: int) -> bytes:
    root = b"trailer\n<< /Root %d %d R /Size %d >>\n" % (number, generation, number + 2)
    return b"\n" + root + b"startxref\n0\n%%EOF\n"


def _rewritten(data: bytes, password: str | None) -> Rewritten | None:
    """What qpdf makes of the bytes, with a new tree over the pages where there is no sound one."""
    import pikepdf

    # each fault is a warning: for who keeps a log, not for a terminal
    logging.getLogger("pikepdf").addHandler(logging.NullHandler())
    try:
        with pikepdf.open(io.BytesIO(data), password=password or "") as pdf:
            pages = _count(pdf) or _with_new_tree(pdf)
            out = io.BytesIO()
            pdf.save(out)
            return Rewritten(out.getvalue(), pages, pdf.is_encrypted)
    except pikepdf.PasswordError as fault:
        raise _locked(password) from fault
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, RecursionError):
        return None


def _count(pdf: Any) -> int:
    import pikepdf

    try:
        return len(pdf.pages)
    except pikepdf.PdfError:  # a tree that leads back to itself
        return 0


def _with_new_tree(pdf: Any) -> int:
    """Puts every page that is in the file under one new tree, in the order of their numbers."""
    import pikepdf

    found = [
        thing
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == pikepdf.Name.Page
    ]
    if not found:
        return 0
    tree = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Pages, Kids=pikepdf.Array(found), Count=len(found))
    )
    for page in found:
        for name in ("/MediaBox", "/Resources", "/Rotate", "/CropBox"):
            parent = page.get("/Parent")
            if name not in page and parent is not None and name in parent:
                page[name] = parent[name]
        if "/MediaBox" not in page:
            page.MediaBox = pikepdf.Array([0, 0, 595, 842])
        page.Parent = tree
    pdf.Root.Pages = tree
    return len(found)
