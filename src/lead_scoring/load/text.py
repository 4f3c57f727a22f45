"""Text files as they are: gzipped or not, in the encoding that their bytes show."""

import codecs
import gzip
import io
import zlib
from pathlib import Path
from typing import IO

from lead_scoring.load import LoadError

CHUNK = 1 << 20
# The bytes that mean nothing in Windows-1252.
NOT_WINDOWS = b"\x81\x8d\x8f\x90\x9d"


def open_bytes(path: Path) -> IO[bytes]:
    return gzip.open(path, "rb") if path.name.lower().endswith(".gz") else path.open("rb")


def utf_16_of(head: bytes) -> str | None:
    """The UTF-16 that the beginning of a file shows, by its mark, or by a NUL in every other byte."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    first, second = head[0::2], head[1::2]
    if second.count(0) * 2 > len(second) and 0 not in first:
        return "utf-16-le"
    if first.count(0) * 2 > len(first) and 0 not in second:
        return "utf-16-be"
    return None


def old_encoding_of(file: IO[bytes], begun: bytes, label: str) -> str:
    """cp1252, or latin-1 if a byte has no meaning there, of a file that is no UTF-8. Raises LoadError."""
    encoding = "cp1252"
    chunk = begun
    while chunk:
        if b"\0" in chunk:
            raise LoadError(f"{label} is no text; save it as CSV in UTF-8 (a workbook or an archive is not read).")
        if any(byte in chunk for byte in NOT_WINDOWS):
            encoding = "latin-1"
        chunk = file.read(CHUNK)
    return encoding


def encoding_of(path: Path, label: str) -> str:
    """The encoding of a whole file; prints a line where it is none that says so itself. Raises LoadError.

    A file that is UTF-8 in one place and not in another ends the load: any single reading of it would be wrong.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    line, is_proven = 1, False
    with open_bytes(path) as file:
        chunk = file.read(CHUNK)
        if utf_16 := utf_16_of(chunk[:128]):
            return utf_16
        while True:
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                good = error.object[: error.start]
                line += good.count(b"\n")
                if is_proven or not good.removeprefix(codecs.BOM_UTF8).isascii():
                    raise LoadError(
                        f"{label}, line {line}: the file is UTF-8, but not here; save it as UTF-8 again."
                    ) from None
                encoding = old_encoding_of(file, error.object, label)
                break
            if not chunk:
                return "utf-8-sig"
            is_proven = is_proven or not chunk.removeprefix(codecs.BOM_UTF8).isascii()
            line += chunk.count(b"\n")
            chunk = file.read(CHUNK)
    name = {"cp1252": "Windows-1252", "latin-1": "Latin-1"}[encoding]
    print(f"  {label}, line {line}: no UTF-8; the file is read as {name}", flush=True)
    return encoding


def open_text(path: Path, encoding: str) -> io.TextIOWrapper:
    """The file as text; lines end in a newline, or in a carriage return where the file knows no newline."""
    with open_bytes(path) as file:
        head = file.read(CHUNK)
    ending = "\r" if b"\r" in head and b"\n" not in head else "\n"
    return io.TextIOWrapper(open_bytes(path), encoding, newline=ending)


def head_of(path: Path) -> str:
    """The first lines of a file, to look at its headings before any of it is read; '' where there is no text."""
    try:
        with open_bytes(path) as file:
            head = file.read(CHUNK)
    except (OSError, EOFError, zlib.error):
        return ""
    text = head.decode(utf_16_of(head[:128]) or "utf-8-sig", errors="replace")
    return "" if "\0" in text else text
