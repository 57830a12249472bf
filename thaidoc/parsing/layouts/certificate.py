"""The layout of certificates (หนังสือรับรอง): evidence that an agency gives somebody.

By the form of the saraban regulation: เลขที่ left, the agency and its address, then what is
certified (``หนังสือฉบับนี้ให้ไว้เพื่อรับรองว่า ...``), ``ให้ไว้ ณ วันที่ ...``, the signature.
"""

import re
from collections.abc import Sequence

from thaidoc.parsing import reference
from thaidoc.parsing.labels import DATE_LINE, OPENING, label_of
from thaidoc.parsing.layouts.titled import lay_out_dated
from thaidoc.parsing.rows import Row
from thaidoc.parsing.zones import Letter

_TITLE = re.compile(r"\(?\s*หนังสือรับรอง(?!ว่า)[ก-๎\s]{0,60}\)?")
_CERTIFIES = re.compile(
    r"(?:หนังสือ(?:รับรอง)?(?:ฉบับ)?นี้|ขอรับรองว่า|(?:ข้าพเจ้า|ทางราชการ)\s?.{0,120}รับรอง|[ก-๎\s().]{4,90}?ขอรับรองว่า)"
)
#: how far down its body begins at the latest
_HEAD_ROWS = 12


def lay_out_certificate(letter: Letter, rows: Sequence[Row], _title: int | None) -> None:
    """Put the rows of a certificate into their zones."""
    margin = min((row.indent for row in rows), default=0.0)
    for index, row in enumerate(rows):
        if _begins(row.text) or (index and DATE_LINE.match(row.text)) or index >= _HEAD_ROWS:
            lay_out_dated(letter, rows[index:], margin)
            return
        label = label_of(row.text)
        match = reference.read(row.text) if label and label.label == "number" else None
        if match is not None:
            letter.put("number", row.passage.cut(0, match.end).pieces)
            letter.put("issuer", row.passage.cut(match.end).pieces)
        elif label and label.label == "number":
            letter.put("number", row.passage.cut(0, label.end).pieces)
            letter.put("issuer", row.passage.cut(label.end).pieces)
        elif _TITLE.fullmatch(row.text):
            letter.put("title", row.pieces)
        elif label and label.label == "subject":
            letter.put("subject", row.passage.cut(label.end).pieces)
        else:
            letter.put("issuer", row.pieces)


def _begins(text: str) -> bool:
    return _CERTIFIES.match(text) is not None or OPENING.match(text) is not None
