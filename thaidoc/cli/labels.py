"""What a Thai reader calls the keys and codes of a record."""

from thaidoc.messages import later
from thaidoc.search import codes

#: kinds are called by the name that a query may use first
KINDS: dict[str, str] = {kind: names[0] for kind, names in codes.KINDS.items()}
ACTIONS: dict[str, str] = {"cancels": "ยกเลิก", "amends": "แก้ไขเพิ่มเติม"}
#: what one letter does to another, and what is done to one
CITES: dict[str, str] = {**ACTIONS, "refers": "อ้างถึง", "encloses": "ส่งพร้อม"}
CITED: dict[str, str] = {
    "cancels": "ยกเลิกโดย",
    "amends": "แก้ไขเพิ่มเติมโดย",
    "refers": "อ้างถึงโดย",
    "encloses": "ส่งพร้อมกับ",
}
CONTACTS: dict[str, str] = {
    "phone": "โทร.",
    "mobile": "มือถือ",
    "fax": "โทรสาร",
    "hotline": "สายด่วน",
    "email": "อีเมล",
    "website": "เว็บไซต์",
    "line": "LINE",
    "network": "โทร. ภายใน",
}
FIELDS: dict[str, str] = {
    "kind": "ชนิด",
    "urgency": "ชั้นความเร็ว",
    "secrecy": "ชั้นความลับ",
    "reference": "ที่",
    "issuer": "ส่วนราชการ",
    "date": "วันที่",
    "subject": "เรื่อง",
    "addressees": "เรียน",
    "references": "อ้างถึง",
    "enclosures": "สิ่งที่ส่งมาด้วย",
    "body": "เนื้อความ",
    "closing": "คำลงท้าย",
    "signatory": "ลงนาม",
    "owner": "เจ้าของเรื่อง",
    "contacts": "ติดต่อ",
    "copies": "สำเนาส่ง",
    "cites": "กล่าวถึง",
    "deadlines": "กำหนดเวลา",
    "enclosed": "หนังสือที่แนบ",
}
#: zones of a page: pieces that are no field's go by what they are
ZONES: dict[str, str] = {
    "title": "ชื่อแบบ",
    "marks": "ชั้นความเร็ว/ความลับ",
    "stamp": "ตราประทับ",
    "fax": "บรรทัดโทรสาร",
    "specks": "รอยเปื้อน",
    "number": "ที่",
    "issuer": "ส่วนราชการ",
    "date": "วันที่",
    "subject": "เรื่อง",
    "salutation": "เรียน",
    "references": "อ้างถึง",
    "enclosures": "สิ่งที่ส่งมาด้วย",
    "body": "เนื้อความ",
    "closing": "คำลงท้าย",
    "signature": "ลงนาม",
    "owner": "เจ้าของเรื่อง",
    "contacts": "ติดต่อ",
    "copies": "สำเนาส่ง",
    "running": "เลขหน้า",
    "after": "ท้ายหนังสือ",
}
#: fields that the sheet shows with others have a name of their own where each is counted
COUNTED: dict[str, str] = {**FIELDS, "circular": "หนังสือเวียน", "salutation": "คำขึ้นต้น"}
#: what one should know of a letter before using it, the weightiest first, and in what style
STATES: dict[str, tuple[str, str]] = {
    "cancelled": ("ยกเลิกแล้ว", "alarm"),
    "amended": ("มีแก้ไขเพิ่มเติม", "warning"),
    "doubtful": ("ควรตรวจดู", "warning"),
}
#: what a person did to a field
DECIDED: dict[str, str] = {
    "set": later("set"),
    "confirmed": later("confirmed"),
    "doubtful": later("doubtful"),
    "unset": later("unset"),
}
#: what is kept of an event besides, by its name in the event log
DETAILS: dict[str, str] = {
    "file": later("file"),
    "path": later("path"),
    "inside": later("inside"),
    "sha256": later("sha256"),
    "reason": later("reason"),
    "bytes": later("bytes"),
    "original": later("original"),
    "kind": later("kind"),
    "secrecy": later("secrecy"),
    "number": later("number"),
    "date": later("date"),
    "subject": later("subject"),
    "fields": later("fields"),
    "code": later("code"),
    "did": later("did"),
    "documents": later("documents"),
    "of": later("of"),
    "findings": later("findings"),
    "seed": later("seed"),
    "bundle": later("bundle"),
    "bundle_sha256": later("bundle_sha256"),
    "mail": later("mail"),
    "line": later("line"),
    "line_sha256": later("line_sha256"),
    "before_sha256": later("before_sha256"),
    "bag": later("bag"),
    "head": later("head"),
    "from": later("from"),
    "to": later("to"),
    "copy": later("copy"),
    "happened": later("happened"),
    "entered": later("entered"),
    "other": later("other"),
    "decision": later("decision"),
    "note": later("note"),
}
#: how a letter was found, where it does not have just what was typed
HOW: dict[str, str] = {
    "synonym": "ชื่ออื่นของคำค้น",
    "words": "คำที่อยู่แยกกัน",
    "related": "เรื่องคล้ายกัน",
}
#: what found letters are counted by
FACETS: dict[str, str] = {
    "issuer": "ส่วนราชการ",
    "year": "ปี",
    "kind": "ชนิด",
    "urgency": "ชั้นความเร็ว",
    "secrecy": "ชั้นความลับ",
}
