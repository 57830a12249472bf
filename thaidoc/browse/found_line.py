"""What the line below the query says of an answer."""

from collections.abc import Sequence

from thaidoc.browse import texts
from thaidoc.browse.questions import Answer
from thaidoc.messages import plural
from thaidoc.search.results import Suggestion


def found_line(answer: Answer, suggestions: Sequence[Suggestion], marked: int) -> str:
    """How many letters were found and in what order, what narrows them, what else was meant.

    :param marked: how many letters are marked for writing.
    """
    question = answer.question
    is_all = not question.typed.strip() and question.order == "rank"
    found = plural(*texts.ALL, answer.total) if is_all else texts.FOUND_BY[question.order]
    said = [found.format(total=f"{answer.total:,}") if answer.total else texts.NOTHING]
    if question.ticked:
        said.append(texts.NARROWED.format(count=len(question.ticked)))
    if marked:
        said.append(texts.MARKED.format(count=marked))
    for one in suggestions[:1]:
        said.append(texts.PROPOSED.format(query=one.query, total=one.total))
    return " · ".join(said)
