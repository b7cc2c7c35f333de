#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Members of the lines of one kind in the JSON on the standard input.

usage: members.py KIND[,KIND] MEMBER[.MEMBER]...

Prints a line for each, with tabs between and '-' for what is missing.
"""

import json
import sys


def member(value, path):
    for key in path.split("."):
        value = value.get(key, {})
    return "-" if value == {} else str(value)


kinds = sys.argv[1].split(",")
for line in sys.stdin:
    value = json.loads(line)
    if value["kind"] in kinds:
        print(*(member(value, path) for path in sys.argv[2:]), sep="\t")
