"""Every word that the screens say, in one place, so that they can be said in another language.

Names of fields, kinds and states are lent by the command line; what stands here is the rest. Words
in braces are filled in.
"""

#: the search screen
QUERY = "search as you type; ↓ goes to the letters"
ALL = "{total} letters, newest first"
FOUND_BY = {
    "rank": "{total} found, best first",
    "newest": "{total} found, newest first",
    "oldest": "{total} found, oldest first",
    "number": "{total} found, by number",
}
NARROWED = "{count} ticked"
MARKED = "{count} marked"
NOTHING = "nothing found"
PROPOSED = "did you mean {query} ({total} found)"
AT = "at “{piece}”: {sentence}"
FAULT = "this is a fault in thaidoc itself ({fault})"
NO_NUMBER = "(ไม่มีเลขที่)"
NO_SUBJECT = "(ไม่มีเรื่อง)"
REFRESHING = "taking in what is new …"

#: one letter
FILE = "ไฟล์"
TO_LOOK_AT = "ควรตรวจดู"
DECIDED = "คน"
HITS = "{count} places"
LOADING = "reading …"
NO_CITATIONS = "this letter cites nothing, and nothing here cites it"
TIES = "Cites and cited by; Enter follows"
NOT_HELD = "it is not held in this archive"
COPIED = "copied: {number}"
NOTHING_TO_COPY = "this letter has no number to copy"

#: keeping and writing
KEEP_AS = "Keep this search by the name"
KEPT = "kept as {name}"
NOTHING_TO_KEEP = "there is no query to keep"
NO_SEARCHES = "no search is kept yet"
KEPT_SEARCHES = "Searches that are kept; Enter runs one"
NOTHING_MARKED = "no letter is marked; x marks one"
WRITE_TO = "Write {count} marked letters to (.xlsx .csv .jsonl .pdf .txt .xml)"
IS_THERE = "{name} is there already: choose another name"
WRITTEN = "{count} letters written to {name}"
LEFT_OUT = "{count} secret ones left out"
DAMAGED = "{count} cannot be read"

#: review
LOOKING = "looking for what is in doubt: {done} letters …"
NO_DOUBT = "nothing is in doubt"
ALL_DONE = "that was the last one; F4 takes back, Esc leaves"
LETTER_OF = "{name}  {number} of {count}"
COUNTED = "{decided} decided, {skipped} skipped"
NOT_READ = "(nothing was read)"
RIGHT = "Enter: right as it stands; or type what the letter says"
LINES = "one a line; F9 keeps, F6 begins a line"
EMPTIED = "it is empty: null says that the letter has none"
TAKEN_BACK = "taken back: {label}"
NOTHING_TO_UNDO = "nothing was decided yet"
DID = {
    "set": "corrected: {label}",
    "confirmed": "confirmed: {label}",
    "doubtful": "cannot be told: {label}",
}
PAGE = "page {page}: {path}"

#: keys, as the foot of a screen shows them
KEY_RESULTS = "letters"
KEY_READ = "read"
KEY_OPEN = "open"
KEY_COPY = "copy no."
KEY_MARK = "mark"
KEY_WRITE = "write"
KEY_KEEP = "keep"
KEY_KEPT = "kept"
KEY_FACETS = "facets"
KEY_REVIEW = "review"
KEY_QUERY = "query"
KEY_HELP = "keys"
KEY_QUIT = "quit"
KEY_BACK = "back"
KEY_CITES = "cites"
KEY_HIT = "next hit"
KEY_REFRESH = "refresh"
KEY_KEEP_VALUE = "keep"
KEY_LINE = "line"
KEY_SKIP = "skip"
KEY_CANNOT_TELL = "can't tell"
KEY_UNDO = "undo"
KEY_TICK = "tick"
KEY_CLOSE = "close"
KEY_PICTURE = "page"
KEY_NEXT_LETTER = "next"

HELP_TITLE = "Keys"
HELP = """\
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
"""
