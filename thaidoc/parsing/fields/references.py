"""References (อ้างถึง) and all citations of the letter, each once."""

from typing import cast

import msgspec

from thaidoc.parsing import acts, citations
from thaidoc.parsing.draft import Draft
from thaidoc.parsing.fields.body import paragraphs_of
from thaidoc.parsing.items import items_of
from thaidoc.parsing.labels import ITEM
from thaidoc.parsing.passage import Place
from thaidoc.parsing.zones import Letter
from thaidoc.record import Action, Citation, Enclosure


def read_references(letter: Letter, draft: Draft) -> None:
    """Set ``references``: one citation an entry."""
    for entry in items_of(letter.passage("references"), letter.rows("references")):
        citation = citations.read_entry(entry.text)
        sure = 0.97 if citation.normal and citation.date else 0.9
        draft.add("references", citation, entry.place(), sure)


def read_cites(letter: Letter, draft: Draft) -> None:
    """Set ``cites``, and the action of references that the body cancels or amends by ordinal."""
    _act_on_references(letter, draft)
    for index, citation in enumerate(cast(list[Citation], draft.values.get("references", []))):
        _cite(draft, citation, f"references.{index}")
    for index, enclosure in enumerate(cast(list[Enclosure], draft.values.get("enclosures", []))):
        for citation in enclosure.cites:
            _cite(draft, citation, f"enclosures.{index}")
    listed: Action | None = None
    for paragraph in paragraphs_of(letter):
        item = ITEM.match(paragraph.text)
        if item is None or item.group().startswith("ข้อ"):
            listed = None  # the list is over
        for match in citations.find(paragraph.text):
            citation = match.citation
            if listed and citation.action == "refers":
                citation = acts.with_act(citation, listed, None, None)
            _cite_in_body(draft, citation, paragraph.place(match.start, match.end))
        listed = acts.opens_list(paragraph.text) or listed


def _cite_in_body(draft: Draft, citation: Citation, place: Place) -> None:
    known = _known(draft, citation)
    if known is None:
        draft.add("cites", citation, place, 0.96 if citation.normal else 0.88)
    elif citation.action != "refers":
        _act(draft, known, citation)


def _cite(draft: Draft, citation: Citation, key: str) -> None:
    """Add a citation of the head, with the evidence that its own key has."""
    if _known(draft, citation) is not None:
        return
    cites = cast(list[Citation], draft.values.setdefault("cites", []))
    span = next(s for s in draft.spans if s.key == key)
    draft.spans.append(msgspec.structs.replace(span, key=f"cites.{len(cites)}"))
    cites.append(citation)


def _known(draft: Draft, citation: Citation) -> int | None:
    cites = cast(list[Citation], draft.values.get("cites", []))
    return next((i for i, c in enumerate(cites) if citations.same(c, citation)), None)


def _act(draft: Draft, index: int, acted: Citation) -> None:
    """Give a known citation what is done to it, in ``cites`` and where it also is a reference."""
    cites = cast(list[Citation], draft.values["cites"])
    old = cites[index]
    if old.action == "encloses":
        return
    cites[index] = acts.with_act(old, acted.action, acted.part or None, acted.effective)
    references = cast(list[Citation], draft.values.get("references", []))
    for position, reference in enumerate(references):
        if reference == old:
            references[position] = cites[index]


def _act_on_references(letter: Letter, draft: Draft) -> None:
    """``จึงขอยกเลิกหนังสือที่อ้างถึง ๑ - ๓``: the body acts on references by their ordinals."""
    references = cast(list[Citation], draft.values.get("references", []))
    for act in acts.acts_on_references(letter.passage("body").text):
        wanted = set(act.ordinals)
        if act.every or (not wanted and len(references) == 1):
            wanted = set(range(1, len(references) + 1))
        if not wanted or max(wanted) > len(references):
            draft.warn(
                "act-on-unknown",
                "the body cancels or amends references that cannot be told apart: "
                f"{sorted(wanted) or 'no number is given'} of {len(references)}",
                "references",
            )
        for ordinal in wanted & set(range(1, len(references) + 1)):
            references[ordinal - 1] = acts.with_act(
                references[ordinal - 1], act.action, act.part, act.effective
            )
