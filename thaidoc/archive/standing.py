"""What became of a letter, as far as this archive knows: in force, amended, cancelled, or unknown.

Only the words of another letter cancel: an act is told with the sentence that says it, or it is a
doubt and no act. What this archive does not hold it cannot know.
"""

from datetime import date
from typing import Literal

from msgspec import UNSET, Struct

from thaidoc.archive.mentions import Letter, Mention
from thaidoc.archive.resolution import Resolver, may_mean
from thaidoc.record import ThaiDate

State = Literal["in-force", "amended", "cancelled", "unknown"]
#: why an act is not believed: another letter may be meant; no sentence was found that says it; the
#: letter that says it is older than this one, or has no number and day yet
Doubt = Literal["ambiguous", "no-sentence", "older", "draft"]


class Act(Struct, frozen=True, kw_only=True):
    """What one letter does to another: its words, the part (None: all of it), the day.

    ``since`` is the day from which it holds: the one the letter names, else its own date.
    ``doubt`` says why it is not taken as done.
    """

    action: str
    by: Letter
    sentence: str | None
    part: str | None = None
    since: ThaiDate | None = None
    doubt: Doubt | None = None

    def holds_on(self, day: str) -> bool:
        """Whether it holds on an ISO day already."""
        return self.since is None or self.since.iso <= day


class Standing(Struct, frozen=True, kw_only=True):
    """The state of a letter on a day, what was done to it, and what may have been.

    ``known`` is false where the letter's own number and year, or title, are not, so that no letter
    could be known to cancel it.
    """

    state: State
    acts: tuple[Act, ...] = ()
    doubts: tuple[Act, ...] = ()
    known: bool = True


def standing_of(resolver: Resolver, letter: Letter, day: str | None = None) -> Standing:
    """The state of a letter, in whichever form it is given.

    :param day: the ISO day that is asked about; None: today.
    """
    day = day or today()
    forms = resolver.forms(letter)
    found = _acts(resolver, letter, forms)
    acts = tuple(act for act in found if act.doubt is None)
    doubts = tuple(act for act in found if act.doubt is not None)
    done = [act for act in acts if act.holds_on(day)]
    known = any(_is_citable(form) for form in forms)
    state: State = "in-force"
    if any(act.action == "cancels" and act.part is None for act in done):
        state = "cancelled"
    elif any(doubt.action == "cancels" for doubt in doubts) or not known:
        state = "unknown"
    elif done:
        state = "amended"
    return Standing(state=state, acts=acts, doubts=doubts, known=known)


def today() -> str:
    """This day as ISO 8601, where the reader is."""
    return date.today().isoformat()


def _is_citable(letter: Letter) -> bool:
    known = letter.identity
    named = bool(known.number and known.year)
    return named or bool(letter.title and (known.year or letter.title[-4:].isdigit()))


def _acts(resolver: Resolver, letter: Letter, forms: tuple[Letter, ...]) -> list[Act]:
    """What others do to a letter, the earliest first; each act once, in however many forms."""
    keys = {key for form in forms for key in resolver.citations.keys(form)}
    own = {form.key for form in forms}
    found: dict[tuple[object, ...], Act] = {}
    for citing, mention in resolver.citations.wanting(keys, only_acts=True):
        if citing.key in own or not any(may_mean(mention, form) for form in forms):
            continue
        resolved = resolver.resolve(mention, citing)
        if resolved.outcome == "found" and own.isdisjoint(one.key for one in resolved.forms):
            continue
        by = resolver.forms(citing)[0]
        act = _act(mention, citing, letter, ambiguous=resolved.outcome != "found")
        known = found.get((by.key, act.action, act.part))
        if known is None or (known.doubt and not act.doubt):
            found[by.key, act.action, act.part] = act
    return sorted(found.values(), key=lambda act: (act.since.iso if act.since else "", act.by.key))


def _act(mention: Mention, citing: Letter, letter: Letter, *, ambiguous: bool) -> Act:
    cited = mention.citation
    since = cited.effective if cited.effective is not UNSET else citing.date
    doubt: Doubt | None = None
    if ambiguous:
        doubt = "ambiguous"
    elif mention.sentence is None:
        doubt = "no-sentence"
    elif citing.draft:
        doubt = "draft"
    elif citing.identity.day and letter.identity.day > citing.identity.day:
        doubt = "older"
    return Act(
        action=cited.action,
        by=citing,
        sentence=mention.sentence,
        part=cited.part if cited.part is not UNSET else None,
        since=since or None,
        doubt=doubt,
    )
