"""Who cites whom in an archive, in one file that can be thrown away.

``index/citations.sqlite3`` holds each letter as it is listed, the documents that it cites with the
sentences that cancel or amend them, and its deadlines. It follows the event log as
:mod:`~thaidoc.archive.follower` says. Which letter a citation means is not kept: that follows from
the letters that are there when it is asked.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import ClassVar, NamedTuple

import msgspec

from thaidoc.archive.findings import Finding, finding
from thaidoc.archive.follower import Follower
from thaidoc.archive.mentions import ACTS, Letter, Mention, Told, keys_of_citation, told_by
from thaidoc.archive.store import Archive
from thaidoc.errors import ThaidocError
from thaidoc.messages import sentence

NAME = "citations.sqlite3"
#: into so many documents a check looks here, and so many are named
_LOOKED_AT, _SHOWN = 500, 3
#: what a letter says is taken out by these, in this order
_DROPPING = (
    "DELETE FROM wanted WHERE mention IN (SELECT mention FROM mentions WHERE letter = ?)",
    "DELETE FROM keys WHERE letter = ?",
    "DELETE FROM mentions WHERE letter = ?",
    "DELETE FROM deadlines WHERE letter = ?",
    "DELETE FROM letters WHERE letter = ?",
)
_LETTER = msgspec.msgpack.Decoder(Letter)
_MENTION = msgspec.msgpack.Decoder(Mention)


class Due(NamedTuple):
    """By when a letter wants something done: the day (None: it is not given) and its words."""

    letter: Letter
    iso: str | None
    raw: str


class Citing(NamedTuple):
    """A letter and one document that it cites."""

    letter: Letter
    mention: Mention


class Citations(Follower):
    """Letters and what they cite, as far as it was brought up."""

    name: ClassVar[str] = NAME
    version: ClassVar[int] = 1
    emptying: ClassVar[tuple[str, ...]] = (
        "DELETE FROM letters",
        "DELETE FROM keys",
        "DELETE FROM mentions",
        "DELETE FROM wanted",
        "DELETE FROM deadlines",
    )
    tells: ClassVar[str] = sentence("who cites whom")
    schema: ClassVar[str] = """
    CREATE TABLE letters (
        letter INTEGER PRIMARY KEY, id TEXT NOT NULL, part INTEGER NOT NULL, told BLOB NOT NULL,
        UNIQUE (id, part));
    CREATE TABLE keys (
        key TEXT, letter INTEGER, PRIMARY KEY (key, letter)) WITHOUT ROWID;
    CREATE INDEX letters_keys ON keys (letter);
    CREATE TABLE mentions (
        mention INTEGER PRIMARY KEY, letter INTEGER NOT NULL, acts INTEGER NOT NULL,
        told BLOB NOT NULL);
    CREATE INDEX letters_mentions ON mentions (letter);
    CREATE TABLE wanted (
        key TEXT, mention INTEGER, PRIMARY KEY (key, mention)) WITHOUT ROWID;
    CREATE INDEX mentions_wanted ON wanted (mention);
    CREATE TABLE deadlines (letter INTEGER NOT NULL, iso TEXT, raw TEXT NOT NULL);
    CREATE INDEX days ON deadlines (iso);
    CREATE INDEX letters_deadlines ON deadlines (letter);
    """

    def keep(self, identity: str) -> None:
        """Keep what a document says now; nothing where it is gone or damaged."""
        self._drop(identity)
        for told in self.read(identity):
            self._put(told)

    def read(self, identity: str) -> list[Told]:
        """What a document in the archive says, letter by letter; nothing where it is damaged."""
        try:
            decided = self.archive.corrections(identity).fields
            record = self.archive.record(identity)
            parsed = self.archive.parsed(identity) if decided else None
        except (ThaidocError, OSError, ValueError):
            return []  # checking the archive tells what is wrong with it
        return told_by(record, parsed, decided)

    def letters(self, identity: str) -> list[Letter]:
        """The letters of a document, itself first."""
        rows = "SELECT told FROM letters WHERE id = ? ORDER BY part"
        return [_LETTER.decode(told) for (told,) in self._base.execute(rows, (identity,))]

    def having(self, keys: Iterable[str]) -> list[Letter]:
        """The letters that have one of these keys, in the order of their documents."""
        found: dict[tuple[str, int], Letter] = {}
        rows = "SELECT told FROM keys JOIN letters USING (letter) WHERE key = ?"
        for key in keys:
            for (told,) in self._base.execute(rows, (key,)):
                letter = _LETTER.decode(told)
                found[letter.key] = letter
        return [found[key] for key in sorted(found)]

    def ending_in(self, number: str) -> list[Letter]:
        """The letters of which the folded number ends so, and not within a figure."""
        rows = "SELECT key, told FROM keys JOIN letters USING (letter) WHERE key LIKE ? ESCAPE '!'"
        plain = "".join(f"!{char}" if char in "!%_" else char for char in number)
        found: dict[tuple[str, int], Letter] = {}
        for key, told in self._base.execute(rows, (f"#_%{plain}",)):
            if not (number[0].isdigit() and key[-len(number) - 1].isdigit()):
                letter = _LETTER.decode(told)
                found[letter.key] = letter
        return [found[key] for key in sorted(found)]

    def keys(self, letter: Letter) -> list[str]:
        """The keys that a letter has."""
        rows = "SELECT key FROM keys JOIN letters USING (letter) WHERE id = ? AND part = ?"
        return [key for (key,) in self._base.execute(rows, letter.key)]

    def mentions(self, letter: Letter) -> list[Mention]:
        """The documents that a letter cites, in its own order."""
        rows = (
            "SELECT mentions.told FROM letters JOIN mentions USING (letter)"
            " WHERE id = ? AND part = ? ORDER BY mention"
        )
        return [_MENTION.decode(told) for (told,) in self._base.execute(rows, letter.key)]

    def wanting(self, keys: Iterable[str], *, only_acts: bool = False) -> list[Citing]:
        """Who cites something by one of these keys.

        :param only_acts: only those who cancel or amend it.
        """
        found: dict[int, Citing] = {}
        rows = (
            "SELECT mention, letters.told, mentions.told FROM wanted JOIN mentions USING (mention)"
            " JOIN letters USING (letter) WHERE key = ? AND acts >= ?"
        )
        for key in keys:
            for place, letter, told in self._base.execute(rows, (key, int(only_acts))):
                found[place] = Citing(_LETTER.decode(letter), _MENTION.decode(told))
        return sorted(found.values(), key=lambda one: (one.letter.key, one.mention.citation.raw))

    def every_mention(self, *, only_acts: bool = False) -> Iterator[Citing]:
        """Everything that is cited, by whom, in the order of the documents.

        :param only_acts: only what is cancelled or amended.
        """
        rows = (
            "SELECT letters.told, mentions.told FROM mentions JOIN letters USING (letter)"
            " WHERE acts >= ? ORDER BY id, part, mention"
        )
        for letter, told in self._base.execute(rows, (int(only_acts),)):
            yield Citing(_LETTER.decode(letter), _MENTION.decode(told))

    def due(self) -> Iterator[Due]:
        """The deadlines by date, those without a date at the end."""
        rows = (
            "SELECT letters.told, iso, raw FROM deadlines JOIN letters USING (letter)"
            " ORDER BY iso IS NULL, iso, id, part, deadlines.rowid"
        )
        for told, iso, raw in self._base.execute(rows):
            yield Due(_LETTER.decode(told), iso, raw)

    def differing(self, most: int) -> list[str]:
        """The documents that it has and the archive has not, the other way round, or has otherwise.

        :param most: into so many documents, from all over the archive, it is looked.
        """
        known = {identity for (identity,) in self._base.execute("SELECT id FROM letters")}
        every = [one for one in self.archive.ids() if one in known or self.read(one)]
        both = [identity for identity in every if identity in known]
        looked_at = both[:: max(1, len(both) // most)]
        changed = (identity for identity in looked_at if self._differs(identity))
        return sorted({*(known ^ set(every)), *changed})

    def _differs(self, identity: str) -> bool:
        kept = self.letters(identity)
        now = self.read(identity)
        return kept != [told.letter for told in now] or any(
            self.mentions(told.letter) != told.mentions for told in now
        )

    def _drop(self, identity: str) -> None:
        for (place,) in self._base.execute("SELECT letter FROM letters WHERE id = ?", (identity,)):
            for statement in _DROPPING:
                self._base.execute(statement, (place,))

    def _put(self, told: Told) -> None:
        letter, encode = told.letter, msgspec.msgpack.encode
        row = (letter.id, letter.part, encode(letter))
        made = self._base.execute("INSERT INTO letters (id, part, told) VALUES (?, ?, ?)", row)
        place = made.lastrowid
        keys = [(key, place) for key in told.keys]
        self._base.executemany("INSERT OR IGNORE INTO keys VALUES (?, ?)", keys)
        for mention in told.mentions:
            acts = mention.citation.action in ACTS
            wanted = "INSERT INTO mentions (letter, acts, told) VALUES (?, ?, ?)"
            number = self._base.execute(wanted, (place, acts, encode(mention))).lastrowid
            keys = [(key, number) for key in keys_of_citation(mention.citation)]
            self._base.executemany("INSERT OR IGNORE INTO wanted VALUES (?, ?)", keys)
        days = [(place, deadline.iso, deadline.raw) for deadline in told.deadlines]
        self._base.executemany("INSERT INTO deadlines VALUES (?, ?, ?)", days)


def findings(archive: Archive) -> list[Finding]:
    """Where it does not agree with the documents; nothing where it is gone or has to catch up."""
    if not (archive.index / NAME).exists():
        return []
    path = f"index/{NAME}"
    try:
        with Citations.opened(archive) as citations:
            if not citations.is_current():
                return []
            wrong = citations.differing(_LOOKED_AT)
    except (ThaidocError, OSError) as error:
        return [finding("citations-wrong", path, f"it cannot be read ({error})")]
    if not wrong:
        return []
    shown = ", ".join(wrong[:_SHOWN])
    said = f"{len(wrong)} documents cite otherwise than it says: {shown}"
    if len(wrong) == 1:
        said = f"1 document cites otherwise than it says: {shown}"
    return [finding("citations-wrong", path, said)]


def menders(archive: Archive) -> dict[str, Callable[[Finding], str]]:
    """What mends such a finding, by its code."""

    def again(_: Finding) -> str:
        Citations.forget(archive)
        with Citations.opened(archive) as citations:
            citations.catch_up()
        return sentence("it was made again")

    return {"citations-wrong": again}
