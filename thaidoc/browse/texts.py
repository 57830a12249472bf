"""Every word that the screens say, in one place, so that they can be said in another language.

Names of fields, kinds and states are lent by the command line; what stands here is the rest. Words
in braces are filled in. The screens are loaded when they are shown: by then the language is chosen.
"""

from thaidoc.messages import forms
from thaidoc.messages import text as _

#: the search screen
QUERY = _("search as you type; ↓ goes to the letters")
ALL = forms("{total} letter", "{total} letters, newest first")
FOUND_BY = {
    "rank": _("{total} found, best first"),
    "newest": _("{total} found, newest first"),
    "oldest": _("{total} found, oldest first"),
    "number": _("{total} found, by number"),
}
NARROWED = _("{count} ticked")
MARKED = _("{count} marked")
NOTHING = _("nothing found")
PROPOSED = _("did you mean {query} ({total} found)")
AT = _("at “{piece}”: {sentence}")
FAULT = _("this is a fault in thaidoc itself ({fault})")
NO_NUMBER = "(ไม่มีเลขที่)"
NO_SUBJECT = "(ไม่มีเรื่อง)"
REFRESHING = _("taking in what is new …")

#: one letter
FILE = "ไฟล์"
TO_LOOK_AT = "ควรตรวจดู"
DECIDED = "คน"
HITS = forms("{count} place", "{count} places")
LOADING = _("reading …")
NO_CITATIONS = _("this letter cites nothing, and nothing here cites it")
TIES = _("Cites and cited by; Enter follows")
NOT_HELD = _("it is not held in this archive")
COPIED = _("copied: {number}")
NOTHING_TO_COPY = _("this letter has no number to copy")

#: keeping and writing
KEEP_AS = _("Keep this search by the name")
KEPT = _("kept as {name}")
NOTHING_TO_KEEP = _("there is no query to keep")
NO_SEARCHES = _("no search is kept yet")
KEPT_SEARCHES = _("Searches that are kept; Enter runs one")
NOTHING_MARKED = _("no letter is marked; x marks one")
WRITE_TO = forms(
    "Write {count} marked letter to (.xlsx .csv .jsonl .pdf .txt .xml)",
    "Write {count} marked letters to (.xlsx .csv .jsonl .pdf .txt .xml)",
)
IS_THERE = _("{name} is there already: choose another name")
WRITTEN = forms("{count} letter written to {name}", "{count} letters written to {name}")
LEFT_OUT = forms("{count} secret one left out", "{count} secret ones left out")
DAMAGED = _("{count} cannot be read")

#: review
LOOKING = forms(
    "looking for what is in doubt: {done} letter …",
    "looking for what is in doubt: {done} letters …",
)
NO_DOUBT = _("nothing is in doubt")
ALL_DONE = _("that was the last one; F4 takes back, Esc leaves")
LETTER_OF = _("{name}  {number} of {count}")
COUNTED = _("{decided} decided, {skipped} skipped")
NOT_READ = _("(nothing was read)")
RIGHT = _("Enter: right as it stands; or type what the letter says")
LINES = _("one a line; F9 keeps, F6 begins a line")
EMPTIED = _("it is empty: null says that the letter has none")
TAKEN_BACK = _("taken back: {label}")
NOTHING_TO_UNDO = _("nothing was decided yet")
DID = {
    "set": _("corrected: {label}"),
    "confirmed": _("confirmed: {label}"),
    "doubtful": _("cannot be told: {label}"),
}
PAGE = _("page {page}: {path}")

#: keys, as the foot of a screen shows them
KEY_RESULTS = _("letters")
KEY_READ = _("read")
KEY_OPEN = _("open")
KEY_COPY = _("copy no.")
KEY_MARK = _("mark")
KEY_WRITE = _("write")
KEY_KEEP = _("keep")
KEY_KEPT = _("kept")
KEY_FACETS = _("facets")
KEY_REVIEW = _("review")
KEY_QUERY = _("query")
KEY_HELP = _("keys")
KEY_QUIT = _("quit")
KEY_BACK = _("back")
KEY_CITES = _("cites")
KEY_HIT = _("next hit")
KEY_REFRESH = _("refresh")
KEY_KEEP_VALUE = _("keep")
KEY_LINE = _("line")
KEY_SKIP = _("skip")
KEY_CANNOT_TELL = _("can't tell")
KEY_UNDO = _("undo")
KEY_TICK = _("tick")
KEY_CLOSE = _("close")
KEY_PICTURE = _("page")
KEY_NEXT_LETTER = _("next")

HELP_TITLE = _("Keys")
HELP = _("""\
Everywhere      F1 keys · F8 light or dark · Ctrl+Q leaves
While typing    ↓ or Enter to the letters · F3 facets · Esc empties the query
Letters         Enter read · o original · c copy the number · x mark · w write the marked
                k keep the search · l run a kept one · f facets · s order · r review
                F5 take in what is new · / or Esc back to the query · q leave
A letter        n p next hit and the one before · g what it cites and who cites it
                Tab between text and fields · o c x r as above · Esc back
Review          Enter the value is right, or keeps what you typed · F9 keeps a list
                F6 a new line in a list · F2 skip · F3 cannot be told · F4 undo
                F10 the next letter · F5 the original · F7 the whole page · Esc back
                null says that the letter has none
The keys of letters work in the Thai layout, too.
""")
