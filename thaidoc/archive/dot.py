"""A chain of citations as a graph in DOT, for Graphviz and what else reads it.

Arrows point from the letter that cites to the one that is cited. The same chain gives the same
bytes.
"""

from collections.abc import Iterator

from thaidoc.archive.mentions import ACTS, Letter
from thaidoc.archive.refs import Chain

#: how each action is drawn
_STYLES = {
    "cancels": 'color="red", fontcolor="red", penwidth=2',
    "amends": 'color="orange", fontcolor="orange"',
    "refers": 'color="gray40"',
    "encloses": 'color="gray40", style="dotted"',
}
#: control characters, which no label may hold
_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), " ")


def to_dot(chain: Chain, labels: dict[str, str]) -> str:
    """The chain as a digraph; what is missing, or may be one of several, is drawn dashed.

    :param labels: what each action is called.
    """
    return "\n".join(["digraph refs {", *_lines(chain, labels), "}", ""])


def _lines(chain: Chain, labels: dict[str, str]) -> Iterator[str]:
    yield '  rankdir="LR";'
    yield '  node [shape="box", fontname="Sarabun, sans-serif"];'
    letters = {one.key: one for tie in chain.ties for one in (tie.by, tie.letter) if one}
    letters |= {chain.letter.key: chain.letter} if chain.letter else {}
    for key in sorted(letters):
        bold = ', style="bold"' if letters[key] == chain.letter else ""
        yield f"  {_name(letters[key])} [label={_quoted(_label(letters[key]))}{bold}];"
    arrows: dict[str, None] = {}
    others: dict[str, None] = {}
    for tie in chain.ties:
        target = _name(tie.letter) if tie.letter else _quoted(f"? {tie.mention.citation.raw}")
        if tie.letter is None:
            label = _quoted(tie.mention.citation.raw)
            others[f'  {target} [label={label}, style="dashed"];'] = None
        action, sentence = tie.mention.citation.action, tie.mention.sentence
        if action in ACTS and not sentence:
            action = "refers"  # nothing is said to be cancelled without the words that do so
        drawn = f"label={_quoted(labels[action])}, {_STYLES[action]}"
        drawn += f", tooltip={_quoted(sentence)}" if sentence else ""
        arrows[f"  {_name(tie.by)} -> {target} [{drawn}];"] = None
    yield from sorted(others)
    yield from sorted(arrows)


def _name(letter: Letter) -> str:
    return _quoted(f"{letter.id}.{letter.part}" if letter.part else letter.id)


def _label(letter: Letter) -> str:
    date = letter.date.raw if letter.date else ""
    secrecy = f"[{letter.secrecy}]" if letter.secrecy else ""
    first = "  ".join(filter(None, (letter.number, date, secrecy)))
    return "\n".join(filter(None, (first or letter.id, letter.issuer)))


def _quoted(text: str) -> str:
    """A string of DOT; a newline in it becomes one of the label."""
    lines = (line.translate(_CONTROLS) for line in text.split("\n"))
    return '"' + r"\n".join(line.replace("\\", r"\\").replace('"', r"\"") for line in lines) + '"'
