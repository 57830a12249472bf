"""The fields of a record, one module each: what a zone says, with the evidence.

A field's parser is a function ``(letter, draft)`` that reads the zones it needs and sets its keys.
:data:`FIELDS` has them in the order they run; one that builds on others (``cites`` on references,
enclosures and body) stands behind them. A new field is a module and a line here.
"""

from collections.abc import Callable

from thaidoc.parsing.checks import check
from thaidoc.parsing.draft import Draft
from thaidoc.parsing.fields.addressees import read_addressees
from thaidoc.parsing.fields.body import read_body
from thaidoc.parsing.fields.closing import read_closing
from thaidoc.parsing.fields.contacts import read_contacts
from thaidoc.parsing.fields.copies import read_copies
from thaidoc.parsing.fields.date import read_date
from thaidoc.parsing.fields.deadlines import read_deadlines
from thaidoc.parsing.fields.enclosures import read_enclosures
from thaidoc.parsing.fields.issuer import read_issuer
from thaidoc.parsing.fields.marks import read_marks
from thaidoc.parsing.fields.number import read_number
from thaidoc.parsing.fields.owner import read_owner
from thaidoc.parsing.fields.references import read_cites, read_references
from thaidoc.parsing.fields.signatory import read_signatory
from thaidoc.parsing.fields.subject import read_salutation, read_subject
from thaidoc.parsing.zones import Letter

FieldParser = Callable[[Letter, Draft], None]

FIELDS: tuple[FieldParser, ...] = (
    read_marks,
    read_number,
    read_issuer,
    read_date,
    read_subject,
    read_salutation,
    read_addressees,
    read_references,
    read_enclosures,
    read_body,
    read_closing,
    read_signatory,
    read_owner,
    read_contacts,
    read_copies,
    read_cites,
    read_deadlines,
    check,  # last, for it compares what the others found
)
