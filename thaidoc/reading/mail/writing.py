"""A mail as the bytes of an e-mail message: for one that lies inside another and is no file there.

The same mail always gives the same bytes, so that it is the same document whenever it is met.
"""

import hashlib
from email import encoders
from email.header import Header
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

from thaidoc.reading.mail.parts import Mail


def as_eml(mail: Mail) -> bytes:
    """The mail with its text and what came with it, as RFC 5322 and MIME have it."""
    told = "\0".join((mail.envelope, mail.text, mail.html)).encode("utf-8", "replace")
    boundary = hashlib.sha256(told).hexdigest()
    message = MIMEMultipart("mixed", boundary=boundary)
    for name, value in (
        ("From", mail.sender),
        ("To", mail.recipients),
        ("Date", mail.date),
        ("Subject", mail.subject),
    ):
        if value:
            message[name] = Header(value, "utf-8").encode(maxlinelen=0)
    if mail.text or not mail.html:
        message.attach(MIMEText(mail.text, "plain", "utf-8"))
    if mail.html:
        message.attach(MIMEText(mail.html, "html", "utf-8"))
    files = [("application/rtf", "text.rtf", mail.rtf)] if mail.rtf else []
    files += [
        ("application/octet-stream", member.name, member.data)
        for member in (*mail.attachments, *mail.pictures)
        if member.fault is None
    ]
    for media_type, name, data in files:
        part = MIMEBase(*media_type.split("/"))
        part.set_payload(data)
        encoders.encode_base64(part)
        part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", name))
        message.attach(part)
    return message.as_bytes()
