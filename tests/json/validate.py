#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Says which lines of the standard input are not as the schema says.

usage: validate.py SCHEMA

Prints the number of the line, where in it, and what is wrong; the exit status
is 1 then, and 2 if there is no line at all.
"""

import json
import sys

from jsonschema import Draft202012Validator


def refuse(name):
    raise ValueError(f"{name} is no JSON")


def no_twins(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member is there twice")
    return members


def parse(line):
    """Only what RFC 8259 calls JSON, which Python alone does not insist on."""
    return json.loads(line, parse_constant=refuse, object_pairs_hook=no_twins)


class Schema:
    """Each kind has a schema of its own, so that errors say what is wrong."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.schema = json.load(file)
        Draft202012Validator.check_schema(self.schema)
        self.validators = {}
        for choice in self.schema["oneOf"]:
            kind = choice["$ref"].rpartition("/")[2]
            schema = {"$ref": choice["$ref"], "$defs": self.schema["$defs"]}
            self.validators[kind] = Draft202012Validator(schema)

    def members(self):
        """All of them, each by its way from a kind, in order."""

        def walk(name, schema):
            if "$ref" in schema:
                schema = self.schema["$defs"][schema["$ref"].rpartition("/")[2]]
            for key, inner in schema.get("properties", {}).items():
                yield f"{name}.{key}"
                yield from walk(f"{name}.{key}", inner)

        for kind in self.validators:
            yield from walk(kind, self.schema["$defs"][kind])

    def errors(self, line):
        """What is wrong with the bytes of a line."""
        try:
            value = parse(line.decode("utf-8"))
        except ValueError as error:
            return [str(error)]
        if not isinstance(value, dict):
            return ["no object"]
        validator = self.validators.get(str(value.get("kind")))
        if not validator:
            return ["no kind, or an unknown one"]
        return [
            f"{'.'.join(map(str, error.absolute_path))}: {error.message}"
            for error in validator.iter_errors(value)
        ]


def main():
    schema = Schema(sys.argv[1])
    number = bad = 0
    for number, line in enumerate(sys.stdin.buffer, 1):
        for error in schema.errors(line):
            print(f"line {number}: {error}")
            bad += 1
    if not number:
        print("no line")
        return 2
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
