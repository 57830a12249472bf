import io
import sys
from datetime import date

import pypdfium2
import pytest

from tests.export.conftest import record
from thaidoc.errors import ThaidocError
from thaidoc.export import register_pdf
from thaidoc.export.formats import Choice
from thaidoc.export.letters import Letter
from thaidoc.export.receipts import Receipt

LETTERS = tuple(
    Letter(
        record(f"{n:016x}", subject="<b>การจัดซื้อจัดจ้าง & การบริหารพัสดุภาครัฐ</b> น้ำท่วม"),
        Receipt(n, 2569, date(2026, 1, 1 + n // 20)),
    )
    for n in range(1, 31)
)


def made() -> bytes:
    file = io.BytesIO()
    try:
        register_pdf.write(LETTERS, file, Choice())
    except ThaidocError as error:
        if "Pango" not in error.what:
            raise
        pytest.skip("WeasyPrint needs the Pango library of the system, which is not here")
    return file.getvalue()


def test_the_register_on_paper() -> None:
    data = made()
    assert data == made()
    assert b"CreationDate" not in data
    pages = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_range() for page in pages]
    assert len(texts) > 1
    for text in texts:  # its head on each
        assert "หมายเหตุ" in text
    whole = "".join(texts)
    assert "วันที่ 1 มกราคม 2569" in whole
    assert "<b>การจัดซื้อจัดจ้าง" in whole.replace("\r\n", "")  # no markup of a letter's is obeyed
    fonts = {obj.get_font().get_base_name() for obj in pages[0].get_objects() if obj.type == 1}
    assert all("Sarabun" in font for font in fonts), fonts


@pytest.mark.parametrize(
    ("fault", "said"), [(ImportError(), "not installed"), (OSError("no pango"), "Pango")]
)
def test_what_is_missing_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, fault: Exception, said: str
) -> None:
    class Missing:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "weasyprint":
                raise fault

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    with pytest.raises(ThaidocError, match=said) as caught:
        register_pdf.write(LETTERS, io.BytesIO(), Choice())
    assert ".xlsx" in caught.value.reason
