"""What a letter cites, cancels and amends, and who does so to it, through the whole chain.

The chain is followed in both directions from one letter: what it cites, what that cites, and so on;
who cites it, who cites those. Each letter is visited once, so that letters citing each other in a
circle end.
"""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Literal

from msgspec import Struct, field, structs

from thaidoc.archive import register, versions
from thaidoc.archive.citations import Citations
from thaidoc.archive.follower import Progress
from thaidoc.archive.mentions import Letter, Mention, citation_number, keys_of_citation
from thaidoc.archive.resolution import Outcome, Resolved, Resolver, may_mean, year_of
from thaidoc.archive.store import Archive
from thaidoc.errors import ThaidocError
from thaidoc.record import Citation
from thaidoc.thai.fold import fold

#: of two citations of one document the one that does something is told
_WEIGHT = {"cancels": 3, "amends": 2, "encloses": 1, "refers": 0}
Direction = Literal["cites", "cited"]


class Tie(Struct, frozen=True, kw_only=True):
    """One letter's citation of another.

    ``letter`` is the one that is cited, in the form that stands for it; None where it is missing or
    several may be meant (``candidates``). ``steps`` is how far the citing (``cited``) or the cited
    letter (``cites``) is from the one that was asked for.
    """

    by: Letter
    mention: Mention
    outcome: Outcome
    letter: Letter | None
    candidates: tuple[Letter, ...] = ()
    direction: Direction = "cites"
    steps: int = 1


class Chain(Struct, kw_only=True):
    """A letter (None where it is only cited here), and what it hangs together with.

    ``cut`` is true where the chain goes on behind the steps that were asked for.
    """

    letter: Letter | None
    forms: tuple[Letter, ...] = ()
    ties: list[Tie] = field(default_factory=list)
    cut: bool = False


#: the ties of a letter, given its forms and how far it is from the one that was asked for
_NextTies = Callable[[Resolver, tuple[Letter, ...], int], list[Tie]]


class Wanted(Struct, kw_only=True):
    """A document that is cited and not held: how it is cited, and the letters that do so."""

    citation: Citation
    by: list[Letter]


@contextmanager
def resolving(archive: Archive, progress: Progress | None = None) -> Iterator[Resolver]:
    """What resolves citations in an archive, brought up to its event log.

    Where the forms of letters cannot be told now, each document counts as a letter.

    :raises ThaidocError: where the file of citations can be neither read nor written.
    """
    with ExitStack() as stack:
        citations = stack.enter_context(Citations.opened(archive))
        citations.catch_up(progress)
        yield Resolver(citations, _grouping(archive, stack, progress))


def chain_of(resolver: Resolver, letter: Letter, steps: int | None = None) -> Chain:
    """All that hangs together with a letter by citing.

    :param steps: how far to follow; None: to the end.
    """
    forms = resolver.all_forms(letter)
    chain = Chain(letter=forms[0], forms=forms)
    for direction, next_ties in _DIRECTIONS.items():
        chain.cut |= _follow(resolver, chain, direction, next_ties, steps)
    return chain


def citing(resolver: Resolver, asked: Citation) -> list[Tie]:
    """Who cites a document that is not held."""
    found = []
    wanted = _sameness(asked)
    for by, mention in resolver.citations.wanting(keys_of_citation(asked)):
        if not asked.date or _sameness(mention.citation) == wanted:
            found.append(
                _tie(resolver.forms(by)[0], mention, resolver.resolve(mention, by), "cited", 1)
            )
    return found


def missing(resolver: Resolver) -> list[Wanted]:
    """The documents that are cited and not held, those that most letters cite first."""
    found: dict[tuple[str, ...], Wanted] = {}
    seen: set[tuple[object, ...]] = set()
    for by, mention in resolver.citations.every_mention():
        if resolver.is_held(mention) or not keys_of_citation(mention.citation):
            continue
        key = _sameness(mention.citation)
        known = by.identity
        form = (known.number, known.date, known.issuer) if known.is_known else by.key
        if (key, form) in seen:
            continue
        seen.add((key, form))
        found.setdefault(key, Wanted(citation=mention.citation, by=[])).by.append(by)
    return sorted(found.values(), key=lambda one: (-len(one.by), _sameness(one.citation)))


def ambiguous(resolver: Resolver) -> list[Tie]:
    """The citations for which more than one letter, or one not surely, may be meant."""
    found = []
    for by, mention in resolver.citations.every_mention():
        resolved = resolver.resolve(mention, by)
        if resolved.outcome == "ambiguous":
            found.append(_tie(by, mention, resolved, "cites", 1))
    return found


def asked_for(resolver: Resolver, citation: Citation) -> list[tuple[Letter, ...]]:
    """The letters, with their forms, that a person may mean by a number or a title, with its date.

    Unlike a citation, a person may give a number alone: all letters that have it are meant.
    """
    mention = Mention(citation=citation)
    fitting = [
        one
        for one in resolver.citations.having(keys_of_citation(citation))
        if may_mean(mention, one)
    ]
    number, year = citation_number(citation), year_of(citation)
    if not fitting and number:
        running, _, tail = number.rpartition("/")
        if running.lstrip("ว").isdecimal() and _is_year(tail):
            number, year = running, int(tail)  # a running number, and the year it was given in
        near = resolver.citations.ending_in(number)
        fitting = [one for one in near if not year or one.identity.year in (0, year)]
    return resolver.one_of_each(fitting)


def _is_year(text: str) -> bool:
    return len(text) == len("2562") and text.isdecimal() and "2400" < text < "2601"


def _follow(
    resolver: Resolver,
    chain: Chain,
    direction: Direction,
    next_ties: _NextTies,
    steps: int | None,
) -> bool:
    """Follow a direction to its end; whether it was cut before that."""
    visited = {chain.forms[0].key}
    waiting = deque([(chain.forms, 1)])
    while waiting:
        forms, step = waiting.popleft()
        for tie in next_ties(resolver, forms, step):
            if steps is not None and step > steps:
                return True
            chain.ties.append(tie)
            further = tie.letter if direction == "cites" else tie.by
            if further is not None and further.key not in visited:
                visited.add(further.key)
                waiting.append((resolver.forms(further), step + 1))
    return False


def _cites(resolver: Resolver, forms: tuple[Letter, ...], step: int) -> list[Tie]:
    """What a letter cites in any of its forms, each document once."""
    found: dict[tuple[object, ...], Tie] = {}
    for form in forms:
        for mention in resolver.citations.mentions(form):
            resolved = resolver.resolve(mention, form)
            if resolved.outcome == "itself":
                continue
            tie = _tie(forms[0], mention, resolved, "cites", step)
            key = resolved.letter.key if resolved.letter else _sameness(mention.citation)
            _keep_weightier(found, key, tie)
    return list(found.values())


def _cited(resolver: Resolver, forms: tuple[Letter, ...], step: int) -> list[Tie]:
    """Who cites a letter in any of its forms, each letter once."""
    keys = {key for form in forms for key in resolver.citations.keys(form)}
    own = {form.key for form in forms}
    found: dict[tuple[object, ...], Tie] = {}
    for by, mention in resolver.citations.wanting(keys):
        if by.key in own or not any(may_mean(mention, form) for form in forms):
            continue
        resolved = resolver.resolve(mention, by)
        if resolved.letter is not None and resolved.letter.key not in own:
            continue
        stands = resolver.forms(by)[0]
        tie = _tie(stands, mention, resolved, "cited", step)
        _keep_weightier(found, stands.key, structs.replace(tie, letter=forms[0]))
    return sorted(found.values(), key=lambda tie: (tie.by.identity.date, tie.by.key))


_DIRECTIONS: dict[Direction, _NextTies] = {"cites": _cites, "cited": _cited}


def _keep_weightier(
    found: dict[tuple[object, ...], Tie], key: tuple[object, ...], tie: Tie
) -> None:
    known = found.get(key)
    weight = _WEIGHT[tie.mention.citation.action]
    if known is None or weight > _WEIGHT[known.mention.citation.action]:
        found[key] = tie


def _tie(
    by: Letter,
    mention: Mention,
    resolved: Resolved,
    direction: Direction,
    step: int,
) -> Tie:
    return Tie(
        by=by,
        mention=mention,
        outcome=resolved.outcome,
        letter=resolved.letter,
        candidates=resolved.candidates,
        direction=direction,
        steps=step,
    )


def _sameness(cited: Citation) -> tuple[str, ...]:
    """What two citations of a document that is not held have in common."""
    number = citation_number(cited)
    if not number:
        return ("", *keys_of_citation(cited)[:1], cited.date.iso if cited.date else "")
    coded = " " in (cited.normal or "")
    issuer = "" if coded else fold(cited.issuer or "")
    return (number, issuer, str(year_of(cited)))


def _grouping(
    archive: Archive, stack: ExitStack, progress: Progress | None
) -> Callable[[str], list[str]]:
    """What tells the forms of a letter, opened and brought up when it is first asked."""
    opened: list[register.Register | None] = []

    def group(identity: str) -> list[str]:
        """The forms of a document's letter; only itself where nobody can tell now."""
        if not opened:
            opened.append(None)
            try:
                base = stack.enter_context(register.opened(archive))
                base.catch_up(progress)
                opened[0] = base
            except ThaidocError:
                pass
        base_now = opened[0]
        return versions.group(base_now, identity) if base_now else [identity]

    return group
