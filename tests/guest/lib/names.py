#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Names that come back out of what captrace has printed.

usage: names.py text FILE	the first field of each line
       names.py json FILE	process.comm of each line that is a check

Prints each name as the bytes that it was, and a NUL.  Exits with 1 if a line
has anything that a terminal or a parser of lines could stumble on.
"""

import json
import re
import sys
import unicodedata

ESCAPES = {b"\\\\": b"\\", b"\\t": b"\t", b"\\n": b"\n"}


def unescape(match):
    escape = match.group()
    if escape.startswith(b"\\x"):
        return bytes([int(escape[2:], 16)])
    return ESCAPES[escape]


def is_shown(character):
    """The marks of Arabic numbers show, though they are formats to Unicode."""
    category = unicodedata.category(character)
    if category == "Cf":
        return unicodedata.bidirectional(character) == "AN"
    return category not in ("Cc", "Cs", "Zl", "Zp")


def from_text(line):
    """Stray backslashes and what does not show are refused."""
    for character in line.decode("utf-8").replace("\t", ""):
        if not is_shown(character):
            sys.exit(f"{character!a} in {line}")
    field = line.split(b"\t")[0]
    known = rb"\\(?:[\\tn]|x[0-9a-f]{2})"
    if b"\\" in re.sub(known, b"", field):
        sys.exit(f"no escape that there is: {line}")
    return re.sub(known, unescape, field)


def from_json(line):
    if any(byte < 0x20 or byte > 0x7E for byte in line):
        sys.exit(f"not plain ASCII: {line}")
    value = json.loads(line)
    if value["kind"] != "check":
        return None
    process = value["process"]
    if "comm_hex" in process:
        return bytes.fromhex(process["comm_hex"])
    return process["comm"].encode()


def main():
    decode = {"text": from_text, "json": from_json}[sys.argv[1]]
    with open(sys.argv[2], "rb") as file:
        lines = file.read().split(b"\n")
    if lines.pop():
        sys.exit("the last line does not end")
    names = [decode(line) for line in lines]
    for name in names:
        if name is not None:
            sys.stdout.buffer.write(name + b"\0")


if __name__ == "__main__":
    main()
