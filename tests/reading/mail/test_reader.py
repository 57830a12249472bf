import base64
import io
import quopri
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaidoc.reading import read_bytes
from thaidoc.reading.bundles.bundle import Member, is_bundle, members
from thaidoc.reading.detect import media_type_of
from thaidoc.reading.limits import Limits
from thaidoc.reading.mail.parts import Mail, decoded
from thaidoc.reading.mail.writing import as_eml

BODY = "ที่ มท ๐๘๑๐.๓/ว ๑๒๓๔\nเรื่อง ซักซ้อมแนวทางปฏิบัติ\nเรียน ผู้ว่าราชการจังหวัด\n"
PDF = b"%PDF-1.4 of no pages\n" * 9
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
HEAD = b"MIME-Version: 1.0\r\nFrom: a@example.go.th\r\nSubject: x\r\n"


def message(subject: str = "ขอส่งหนังสือ", body: str | None = BODY) -> EmailMessage:
    made = EmailMessage(policy=SMTP)
    made["Message-ID"] = "<1@example.go.th>"
    made["From"] = "นางสาวทดสอบ ใจสมมุติ <test@example.go.th>"
    made["To"] = "สารบรรณ <saraban@example.go.th>"
    made["Date"] = "Fri, 14 Jun 2019 09:30:00 +0700"
    made["Subject"] = subject
    if body is not None:
        made.set_content(body)
    return made


def given_by(data: bytes, name: str = "a.eml") -> dict[str, object]:
    return {m.name: m.fault.what if m.fault else m.data for m in members(data, name)}


def part(head: bytes, data: bytes) -> bytes:
    return HEAD + head + b"\r\n\r\n" + data


# --- the mail as a document ------------------------------------------------------------------


def test_a_mail_with_words_is_a_document_with_its_bytes_kept() -> None:
    data = message().as_bytes()
    assert media_type_of(data) == "message/rfc822"
    assert list(members(data, "a.eml")) == [Member("a.eml", data)]
    document = read_bytes(data, "a.eml")
    assert document.text == BODY
    assert (document.reader, document.encoding) == ("mail/1", "utf-8")


@pytest.mark.parametrize(
    "declared",
    ["tis-620", "windows-874", "iso-8859-11", "TIS620", "us-ascii", "iso-8859-1", "utf-8", "x-no"],
)
@pytest.mark.parametrize("way", ["quoted-printable", "base64", "8bit"])
def test_thai_in_cp874_whatever_is_declared(declared: str, way: str) -> None:
    raw = BODY.encode("cp874")
    ways: dict[str, Callable[[bytes], bytes]] = {
        "quoted-printable": quopri.encodestring,
        "base64": base64.encodebytes,
        "8bit": bytes,
    }
    packed = ways[way](raw)
    head = f"Content-Type: text/plain; charset={declared}\r\nContent-Transfer-Encoding: {way}"
    document = read_bytes(part(head.encode(), packed), "a.eml")
    assert document.text == BODY
    assert document.encoding == "cp874"


def test_utf8_that_says_it_is_tis620_or_nothing() -> None:
    for head in (b"Content-Type: text/plain; charset=tis-620", b"Content-Type: text/plain"):
        data = part(head + b"\r\nContent-Transfer-Encoding: 8bit", BODY.encode())
        assert read_bytes(data, "a.eml").text == BODY


def test_plain_text_is_taken_before_html() -> None:
    made = message()
    made.add_alternative("<html><p>อย่างอื่น</p></html>", subtype="html")
    assert read_bytes(made.as_bytes(), "a.eml").text == BODY


@pytest.mark.parametrize("plain", [None, "  \n\n"])
def test_html_is_taken_where_no_plain_text_has_words(plain: str | None) -> None:
    made = message(body=plain)
    html = "<html><meta charset=tis-620><p>เรื่อง ซักซ้อม</p><p>เรียน ผู้ว่าฯ</p></html>"
    if plain is None:
        made.set_content(html, subtype="html")
    else:
        made.add_alternative(html, subtype="html")
    text = read_bytes(made.as_bytes(), "a.eml").text
    assert [line.strip() for line in text.split("\n") if line] == ["เรื่อง ซักซ้อม", "เรียน ผู้ว่าฯ"]


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<html><style>p {color: red}</style><p>&nbsp;</p><!-- no -->", False),
        ("<html><p>&#3648;&#3619;</p></html>", True),
        ("<html><img alt='x' src=cid:1><br", False),
        ("<html><title>x</title>", False),
    ],
)
def test_what_of_html_is_words(html: str, words: bool) -> None:
    made = message(body=None)
    made.set_content(html, subtype="html")
    made.add_attachment(PDF, maintype="application", subtype="pdf", filename="a.pdf")
    assert ("a.eml" in given_by(made.as_bytes())) is words


def test_a_mail_of_thousands_of_parts_is_read_as_far_as_the_limit() -> None:
    part = b"--b\nContent-Type: application/pdf; name=a.pdf\n\n%PDF\n"
    text = b"--b\n\nx\n"
    data = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + text + part * 600
    given = list(members(data, "a.eml", Limits(members=500)))
    assert [member.name for member in given if member.data == data] == ["a.eml"]
    assert sum(not member.fault for member in given) == 501
    assert [member.fault.what for member in given if member.fault] == [
        "There are more than 500 files in it: a.pdf and 99 more inside it were left"
    ]


def test_html_beside_a_plain_footer_is_not_lost() -> None:
    made = EmailMessage()
    made["Message-ID"] = "<1@x>"
    made.make_mixed()
    for text, kind in (("<html><p>เรื่อง ซักซ้อม</p></html>", "html"), ("ท้ายจดหมาย\n", "plain")):
        one = EmailMessage()
        one.set_content(text, subtype=kind)
        made.attach(one)
    text = read_bytes(made.as_bytes(), "a.eml").text
    assert "เรื่อง ซักซ้อม" in text
    assert "ท้ายจดหมาย" in text


# --- attachments -----------------------------------------------------------------------------


def test_each_attachment_is_a_member_that_knows_who_sent_it() -> None:
    made = message()
    made.add_attachment(PDF, maintype="application", subtype="pdf", filename="หนังสือที่ ๑.pdf")
    made.add_attachment(b"x", maintype="application", subtype="octet-stream", filename="../b.bin")
    data = made.as_bytes()
    letter, first, second = members(data, "เข้า.eml")
    assert (letter.name, letter.data, letter.envelope) == ("เข้า.eml", data, "")
    assert (first.name, first.data) == ("เข้า.eml/หนังสือที่ ๑.pdf", PDF)
    assert (second.name, second.data) == ("เข้า.eml/b.bin", b"x")
    assert first.envelope == (
        "From: นางสาวทดสอบ ใจสมมุติ <test@example.go.th>; "
        "To: สารบรรณ <saraban@example.go.th>; "
        "Date: Fri, 14 Jun 2019 09:30:00 +0700; Subject: ขอส่งหนังสือ"
    )


def test_a_mail_without_words_is_only_an_envelope() -> None:
    made = message(body=" \n-- \n")
    made.add_attachment(PDF, maintype="application", subtype="pdf", filename="a.pdf")
    assert given_by(made.as_bytes()) == {"a.eml/a.pdf": PDF}


def test_a_mail_with_nothing_is_not_lost() -> None:
    data = message(body="\n").as_bytes()
    assert given_by(data) == {"a.eml": data}
    assert "Subject: ขอส่งหนังสือ" in read_bytes(data, "a.eml").text


@pytest.mark.parametrize(
    "named",
    [
        "filename*=UTF-8''%E0%B8%97%E0%B8%B5%E0%B9%88%201.pdf",
        "filename*=windows-874''%B7%D5%E8%201.pdf",
        "filename*0*=UTF-8''%E0%B8%97%E0%B8%B5; filename*1*=%E0%B9%88%201.pdf",
        'filename="=?UTF-8?B?4LiX4Li14LmIIDEucGRm?="',
        'filename="=?TIS-620?Q?=B7=D5=E8_1.pdf?="',
        'filename="=?utf-8?B?4LiX4Li1?= =?utf-8?B?4LmIIDEucGRm?="',
        'filename="ที่ 1.pdf"',
    ],
)
@pytest.mark.parametrize("raw", ["utf-8", "cp874"])
def test_names_in_every_dress(named: str, raw: str) -> None:
    head = f"Content-Type: application/pdf\r\nContent-Disposition: attachment; {named}".encode(raw)
    assert given_by(part(head, PDF)) == {"a.eml/ที่ 1.pdf": PDF}


def test_a_letter_cut_in_two_between_encoded_words() -> None:
    raw = "เรื่องด่วน".encode()
    words = b" ".join(
        b"=?UTF-8?B?" + base64.b64encode(piece) + b"?=" for piece in (raw[:7], raw[7:13], raw[13:])
    )
    made = HEAD.replace(b"Subject: x", b"Subject: [ABC] " + words)
    made += b"Content-Type: application/pdf; name=a.pdf\r\n\r\n" + PDF
    (member,) = members(made, "a.eml")
    assert member.envelope.endswith("Subject: [ABC] เรื่องด่วน")


@pytest.mark.parametrize("codec", ["cp874", "utf-8"])
def test_headers_in_raw_bytes(codec: str) -> None:
    data = HEAD.replace(b"Subject: x", "Subject: ขอเชิญประชุม".encode(codec)) + b"\r\n"
    assert "Subject: ขอเชิญประชุม" in read_bytes(data, "a.eml").text


def test_a_mail_in_a_mail() -> None:
    inner = message("เรื่องใน/ซ้อน")
    inner.add_attachment(PDF, maintype="application", subtype="pdf", filename="ใน.pdf")
    outer = message(body="ส่งต่อ\n")
    outer.add_attachment(inner)
    around, within, brought = members(outer.as_bytes(), "a.eml")
    assert (around.name, within.name) == ("a.eml", "a.eml/เรื่องใน-ซ้อน.eml")
    assert (brought.name, brought.data) == ("a.eml/เรื่องใน-ซ้อน.eml/ใน.pdf", PDF)
    assert "Subject: เรื่องใน/ซ้อน" in brought.envelope
    assert read_bytes(within.data, within.name).text == BODY


def test_a_zip_in_a_mail_is_opened_and_knows_the_mail() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("ก.pdf", PDF)
    made = message(body="\n")
    made.add_attachment(stream.getvalue(), maintype="application", subtype="zip", filename="b.zip")
    (member,) = members(made.as_bytes(), "a.eml")
    assert (member.name, member.data) == ("a.eml/b.zip/ก.pdf", PDF)
    assert "test@example.go.th" in member.envelope


def with_picture(body: str) -> EmailMessage:
    made = message(body=None)
    made.set_content(body, subtype="html")
    made.add_related(PNG, "image", "png", cid="<1@x>")
    return made


def test_pictures_that_a_text_only_shows_are_kept_out() -> None:
    made = with_picture("<html><p>เรื่อง ก</p><img src=cid:1@x></html>")
    made.add_attachment(PNG + b"x", maintype="image", subtype="png", filename="scan.png")
    data = made.as_bytes()
    assert given_by(data) == {"a.eml": data, "a.eml/scan.png": PNG + b"x"}


def test_a_picture_that_is_all_there_is_is_the_letter() -> None:
    found = given_by(with_picture("<html><img src=cid:1@x></html>").as_bytes())
    assert list(found.values()) == [PNG]


def test_what_signs_a_mail_is_no_document() -> None:
    made = message()
    made.add_attachment(
        b"0", maintype="application", subtype="pkcs7-signature", filename="smime.p7s"
    )
    assert list(given_by(made.as_bytes())) == ["a.eml"]


def test_an_attachment_that_is_cut_off_is_said() -> None:
    made = message()
    made.add_attachment(PDF * 20, maintype="application", subtype="pdf", filename="a.pdf")
    data = made.as_bytes()
    cut = data[: data.index(b"JVBERi0") + 1501]
    found = given_by(cut)
    assert found["a.eml"] == cut
    assert "cut off" in str(found["a.eml/a.pdf"])


def test_a_mailbox_file_gives_each_mail() -> None:
    one, two = message("หนึ่ง").as_bytes(), message("สอง", body="สองสอง\n").as_bytes()
    line = b"From a@example.go.th Fri Jun 14 09:30:00 2019\n"
    found = given_by(line + one + b"\r\n" + line + two, "box")
    assert list(found) == ["box/0001.eml", "box/0002.eml"]


# --- what is a mail --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"From: a\r\nTo: b\r\nSubject: c\r\n\r\ntext", "text/plain"),
        ("เรื่อง: ก\nMessage-ID: x\n".encode(), "text/plain"),
        (b"From: a\nX-Mailer: c\n\n" + b"\x00\x01" * 99, "message/rfc822"),
        (b"X-Spam:\n yes\nDate: today\nmessage-id: <a>\n\ntext", "message/rfc822"),
        (b"Note: this has one.\n\nReceived: no header", "text/plain"),
    ],
)
def test_a_typed_memo_is_no_mail(data: bytes, media_type: str) -> None:
    assert media_type_of(data) == media_type


@given(st.binary(max_size=300))
def test_any_bytes_behind_the_headers_are_a_mail(data: bytes) -> None:
    whole = HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n" + data
    if is_bundle(whole):
        assert list(members(whole, "a.eml"))
        read_bytes(whole, "a.eml")


@given(st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E3A), min_size=20))
def test_what_is_declared_rightly_is_read_so(text: str) -> None:
    assert decoded(text.encode("utf-8"), "utf-8")[0] == text


@given(st.text(max_size=30), st.text(max_size=30), st.binary(max_size=60))
def test_a_written_mail_is_read_again(subject: str, text: str, data: bytes) -> None:
    clean = " ".join(subject.encode("utf-8", "ignore").decode().split())
    mail = Mail(
        subject=clean,
        sender="a@example.go.th",
        text="เรื่อง " + text.encode("utf-8", "ignore").decode(),
        attachments=(Member("ที่ ๑.bin", b"\0" + data),),
    )
    assert as_eml(mail) == as_eml(mail)
    _, brought = members(as_eml(mail), "a.eml")
    assert (brought.name, brought.data) == ("a.eml/ที่ ๑.bin", b"\0" + data)
    assert brought.envelope.endswith(f"Subject: {clean}" if clean else "From: a@example.go.th")
