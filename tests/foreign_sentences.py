"""What others say inside our sentences: the system and the libraries, in their own English.

They stand in brackets behind what happened, ``it cannot be written (No space left on device)``, and
are translated with the sentence. Only what a user can come upon is here.
"""

import errno
import os

_ERRORS = (
    *(errno.EACCES, errno.EPERM, errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EEXIST),
    *(errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EBUSY, errno.ENOMEM),
    *(errno.ENAMETOOLONG, errno.ELOOP, errno.ENOTEMPTY, errno.EFBIG, errno.EMFILE),
    *(errno.EXDEV, errno.EINVAL, errno.ESTALE, errno.ETIMEDOUT, errno.EPIPE),
)
_LIBRARIES = (
    # sqlite3
    *("database is locked", "database disk image is malformed", "disk I/O error"),
    *("file is not a database", "unable to open database file"),
    *("attempt to write a readonly database", "database or disk is full"),
    # codecs
    *("invalid start byte", "invalid continuation byte", "unexpected end of data"),
    # msgspec
    *("Input data was truncated", "JSON is malformed: {what} (byte {place})"),
    *("invalid character", "Object missing required field `{name}`"),
    "Object missing required field `{name}` - at `{place}`",
    *("Expected `{one}`, got `{other}`", "Expected `{one}`, got `{other}` - at `{place}`"),
    *("Invalid enum value {value}", "Invalid enum value {value} - at `{place}`"),
    "Object contains unknown field `{name}`",
    "Object contains unknown field `{name}` - at `{place}`",
    *("{what} (at line {line}, column {column})", "{what} (at end of document)"),
    # bagit
    *("Bag is incomplete", "Bag validation failed", "No manifest files found"),
    *("Expected bagit.txt does not exist: {path}", "Malformed Payload-Oxum value: {value}"),
    "{path} exists in manifest but was not found on filesystem",
    "{path} exists on filesystem but is not in the manifest",
    '{path} sha256 validation failed: expected="{expected}" found="{found}"',
    '{path} sha512 validation failed: expected="{expected}" found="{found}"',
    "Payload-Oxum validation failed. Expected {files} files and {bytes} bytes but found "
    "{found_files} files and {found_bytes} bytes",
)
#: tomllib's, which begin small behind "this is not TOML"
_TOML = (
    *("Invalid value", "Invalid statement", "Unclosed array", "Unclosed inline table"),
    *("Cannot overwrite a value", "Cannot declare {key} twice", "Unterminated string"),
    *("Cannot mutate immutable namespace {key}", "Cannot redefine namespace {key}"),
    *("Expected '=' after a key in a key/value pair", "Invalid initial character for a key part"),
    *("Expected ']' at the end of a table declaration", "Invalid date or datetime"),
    *("Expected newline or end of document after a statement", "Invalid hex value"),
    *("Duplicate inline table key {key}", "Unescaped '\\' in a string"),
    *("Illegal character {character}", "Found invalid character {character}"),
)


def of_others() -> list[str]:
    """The patterns, each once."""
    toml = [form for one in _TOML for form in (one, one[0].lower() + one[1:])]
    return list(dict.fromkeys((*map(os.strerror, _ERRORS), *_LIBRARIES, *toml)))
