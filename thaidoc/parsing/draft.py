"""The record while it is being made: values, the evidence for each, and doubts."""

from dataclasses import dataclass, field

from thaidoc.parsing.passage import Place
from thaidoc.reading.document import Document
from thaidoc.record import RecordWarning, Span

#: a page of this quality or better does not lower the confidence of what was read on it
_SOUND = 0.9
#: a reading less sure than this is not given out: its value stays null, and a warning quotes it
FLOOR = 0.5


@dataclass(slots=True)
class Draft:
    """What the parsers of the fields have found so far."""

    document: Document
    values: dict[str, object] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    warnings: list[RecordWarning] = field(default_factory=list)

    def set(self, key: str, value: object, place: Place, confidence: float) -> None:
        """Give a field its value, with where it stands and how sure its parser is (0 to 1)."""
        self.values[key] = value
        self.mark(key, place, confidence)

    def add(self, key: str, value: object, place: Place, confidence: float) -> None:
        """Append to a list field; the evidence goes to ``key.n``."""
        items = self.values.setdefault(key, [])
        assert isinstance(items, list)  # noqa: S101 -- a parser that sets and adds is a slip of ours
        self.mark(f"{key}.{len(items)}", place, confidence)
        items.append(value)

    def mark(self, key: str, place: Place, confidence: float) -> None:
        """Record the evidence for a key whose value is set elsewhere."""
        page = next(p for p in self.document.pages if p.number == place.page)
        sure = confidence * place.sure
        if place.sure == 1.0:  # a text layer; what was recognised in a picture has its own sureness
            sure *= min(1.0, page.quality / _SOUND)
        self.spans.append(
            Span(
                key=key,
                page=place.page,
                line=place.line,
                end_line=place.end_line,
                bbox=place.bbox,
                confidence=round(sure, 2),
            )
        )

    def warn(self, code: str, message: str, key: str | None = None) -> None:
        """Note what a person should look at."""
        self.warnings.append(RecordWarning(code=code, message=message, key=key))
