"""What a Thai reader calls the keys and codes of a record."""

KINDS: dict[str, str] = {
    "external-letter": "หนังสือภายนอก",
    "memo": "หนังสือภายใน",
    "stamped-letter": "หนังสือประทับตรา",
    "order": "คำสั่ง",
    "regulation": "ระเบียบ",
    "rule": "ข้อบังคับ",
    "announcement": "ประกาศ",
    "statement": "แถลงการณ์",
    "news": "ข่าว",
    "certificate": "หนังสือรับรอง",
    "minutes": "รายงานการประชุม",
    "other": "หนังสืออื่น",
}
ACTIONS: dict[str, str] = {"cancels": "ยกเลิก", "amends": "แก้ไขเพิ่มเติม"}
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
#: fields that the sheet shows with others have a name of their own where each is counted
COUNTED: dict[str, str] = {**FIELDS, "circular": "หนังสือเวียน", "salutation": "คำขึ้นต้น"}
