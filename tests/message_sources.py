"""What thaidoc can say, collected from its code: texts of the terminal, and sentences kept as data.

A text is what ``text`` and ``plural`` are called with, and what a command is described with. A
sentence is what errors, warnings and findings are made with (:data:`MADE_WITH`): from an f-string
its pattern is collected, ``f"no page {n}"`` as ``no page {n}``, and a value that is one of two
strings gives two patterns.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import thaidoc

ROOT = Path(thaidoc.__file__).parent
#: calls that make a sentence: every string among their arguments which reads as one is collected
MADE_WITH = re.compile(
    r"[A-Za-z_]*(Error|Fault|Warning)|sentence|_?warn|warning|tell|told|fault"
    r"|finding|Code|Format|wrong|damaged|_?exhausted"
)
#: calls that are given code, names or patterns, and no sentence
_OTHER = {"ValueError", "OSError", "TypeError", "NotImplementedError", "UsageError"}
_TEXT, _PLURAL = {"_", "text", "later"}, {"plural", "forms"}
_READS = re.compile(r"[A-Za-z][^A-Za-z]* [^ ]")
#: of what is marked as a sentence, or put into one, a word is enough
_WORDS = re.compile("[A-Za-z]{3}")
#: what a sentence is handed through before it is raised
_TRIMMED = {"strip", "rstrip", "lstrip"}


@dataclass
class Sources:
    """Messages with the places they stand in, ``archive/check.py:7``."""

    texts: dict[str, set[str]] = field(default_factory=dict)
    plurals: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    sentences: dict[str, set[str]] = field(default_factory=dict)
    #: the first of sentences that differ in the names of their values only
    skeletons: dict[str, str] = field(default_factory=dict)
    #: what a text was called with that no catalogue can have: an f-string, a variable
    faults: list[str] = field(default_factory=list)


def collect(root: Path = ROOT) -> Sources:
    """The messages of all modules below a folder."""
    found = Sources()
    for path in sorted(root.rglob("*.py")):
        _Module(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"), found).read()
    return found


class _Module:
    def __init__(self, name: str, code: str, found: Sources):
        self.name = name
        self.tree = ast.parse(code)
        self.found = found
        self.own = {a.asname or a.name for n in ast.walk(self.tree) for a in _from_messages(n)}

    def read(self) -> None:
        for scope, call in _calls(self.tree, [self.tree]):
            name = _called(call)
            place = f"{self.name}:{call.lineno}"
            if name in self.own & (_TEXT | _PLURAL):
                self._text(call, name, place)
            elif MADE_WITH.fullmatch(name) and name not in _OTHER:
                given = [*call.args, *(k.value for k in call.keywords if k.arg not in ("code",))]
                for one in given:
                    reads = _WORDS if name == "sentence" else _READS
                    for sentence in _strings(one, scope):
                        self._sentence(sentence, place, reads)
                    for value in _put_in(one, scope):
                        self._sentence(value, place, _WORDS if " " in value else _READS)

    def _sentence(self, sentence: str, place: str, reads: re.Pattern[str]) -> None:
        """Keep what reads as a sentence."""
        sentence = _numbered(re.sub(r"(?<!\.)\.$", "", sentence))
        bare = re.sub(r"\{[^{}]*\}", "", sentence)
        if reads.search(bare):
            skeleton = re.sub(r"\{\w+\}", "{}", sentence)
            first = self.found.skeletons.setdefault(skeleton, sentence)
            self.found.sentences.setdefault(first, set()).add(place)

    def _text(self, call: ast.Call, name: str, place: str) -> None:
        wanted = call.args[: 2 if name in _PLURAL else 1]
        said = [one.value for one in wanted if isinstance(one, ast.Constant)]
        if len(said) != len(wanted):
            if isinstance(wanted[0], ast.JoinedStr | ast.BinOp | ast.Constant):
                self.found.faults.append(place)
        elif name in _PLURAL:
            self.found.plurals.setdefault((str(said[0]), str(said[1])), set()).add(place)
        else:
            self.found.texts.setdefault(str(said[0]), set()).add(place)


def _from_messages(node: ast.AST) -> list[ast.alias]:
    if isinstance(node, ast.ImportFrom) and node.module == "thaidoc.messages":
        return node.names
    return []


def _calls(node: ast.AST, scope: list[ast.AST]) -> Iterator[tuple[list[ast.AST], ast.Call]]:
    """The calls of a module with the functions around each, the innermost last."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield scope, child
        inner = isinstance(child, ast.FunctionDef | ast.Lambda)
        yield from _calls(child, [*scope, child] if inner else scope)


def _called(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _strings(node: ast.expr, scope: list[ast.AST], depth: int = 0) -> list[str]:
    """The strings that an expression may give, as patterns; none where it is no text."""
    if depth > 8:
        return []
    if parts := _any_of(node, scope):
        return [s for one in parts for s in _strings(one, scope, depth + 1)]
    match node:
        case ast.Constant(value=str(said)):
            return [said.replace("{", "{{").replace("}", "}}")]
        case ast.JoinedStr(values=parts):
            return _joined(parts, scope, depth)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            sides = (
                _strings(one, scope, depth + 1) or [_placeholder(one)] for one in (left, right)
            )
            return [a + b for a, b in product(*sides)]
        case ast.Call(func=ast.Attribute(value=inner, attr=attr)) if attr in _TRIMMED:
            return [s.rstrip("?.") for s in _strings(inner, scope, depth + 1)]
    return []


def _any_of(node: ast.expr, scope: list[ast.AST]) -> list[ast.expr]:
    """The expressions of which another may be any: alternatives, entries, what a name was given."""
    match node:
        case ast.IfExp(body=yes, orelse=no):
            return [yes, no]
        case ast.BoolOp(values=any_of):
            return any_of
        case ast.Subscript(value=ast.Name() as table):
            return [table]
        case ast.Tuple(elts=all_of) | ast.List(elts=all_of) | ast.Dict(values=all_of):
            return all_of
        case ast.Name(id=name):
            return _assigned(name, scope)
    return []


def _numbered(pattern: str) -> str:
    """The pattern with a name for each value, ``{raw}`` and ``{raw2}`` where two have one."""
    seen: Counter[str] = Counter()

    def named(match: re.Match[str]) -> str:
        seen[match[1]] += 1
        return f"{{{match[1]}{seen[match[1]] if seen[match[1]] > 1 else ''}}}"

    return re.sub(r"(?<!\{)\{(\w+)\}", named, pattern)


def _joined(parts: list[ast.expr], scope: list[ast.AST], depth: int) -> list[str]:
    """The patterns of an f-string; of alternatives that stand in it, one for each."""
    choices: list[list[str]] = []
    for part in parts:
        if isinstance(part, ast.FormattedValue):
            inner = part.value
            either = isinstance(inner, ast.IfExp) and all(
                _strings(one, scope, depth + 1) for one in (inner.body, inner.orelse)
            )
            if either or isinstance(inner, ast.Subscript):
                choices.append(_strings(inner, scope, depth + 1) or [_placeholder(inner)])
            else:
                choices.append([_placeholder(inner)])
        else:
            choices.append(_strings(part, scope, depth + 1))
    return ["".join(one) for one in product(*choices)]


def _put_in(node: ast.expr, scope: list[ast.AST]) -> Iterator[str]:
    """The strings that may stand in an f-string as values, which are sentences of their own."""
    for part in ast.walk(node):
        if isinstance(part, ast.FormattedValue) and not isinstance(part.value, ast.Constant):
            yield from _strings(part.value, scope)
        elif isinstance(part, ast.Name):
            for given in _assigned(part.id, scope):
                if isinstance(given, ast.JoinedStr | ast.IfExp):
                    yield from _put_in(given, [])


def _placeholder(node: ast.expr) -> str:
    """``{name}`` for a value, by the last word of what it is written as."""
    words = [w for w in re.findall(r"[a-z_]+", ast.unparse(node).lower()) if w.strip("_")]
    return f"{{{words[-1].strip('_') if words else 'value'}}}"


def _assigned(name: str, scope: list[ast.AST]) -> list[ast.expr]:
    """What a name was given, in the innermost function that gives it anything."""
    for place in reversed(scope):
        found = [value for target, value in _assignments(place) if target == name]
        if found:
            return found
    return []


def _assignments(place: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    for node in ast.walk(place):
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Name):
                    yield target.id, node.value
                elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    for one, value in zip(target.elts, node.value.elts, strict=False):
                        if isinstance(one, ast.Name):
                            yield one.id, value


#: calls that show a text; what stands in them in English is a text that nobody translates
_SHOW = {
    "note",
    "echo",
    "secho",
    "confirm",
    "prompt",
    "UsageError",
    "BadParameter",
    "say",
    "notify",
}


def untranslated(root: Path = ROOT) -> list[str]:
    """Places below a folder where an English text is shown as it stands, ``add.py:7: reading``."""
    found = []
    for path in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _called(node) in _SHOW:
                for said in (said for one in node.args for said in _bare(one)):
                    if re.search("[a-z]{3}", re.sub(r"^thaidoc: |\$[a-z-]+", "", said)):
                        found.append(f"{path.name}:{node.lineno}: {said}")
    return found


def _bare(node: ast.expr) -> Iterator[str]:
    """The strings that stand in an expression itself, and not in a call within it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            yield from _bare(part)
    elif isinstance(node, ast.IfExp):
        yield from (*_bare(node.body), *_bare(node.orelse))
    elif isinstance(node, ast.BinOp):
        yield from (*_bare(node.left), *_bare(node.right))
