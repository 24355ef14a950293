"""The JSON format of a postmortem for export and import: complete, private notes included."""

from __future__ import annotations

import json
from typing import NoReturn

from pydantic import ValidationError

from facilitator.model.errors import CannotRead
from facilitator.model.migrations import MIGRATIONS, SCHEMA_VERSION, upgraded
from facilitator.model.plain_text import plain_line
from facilitator.model.postmortem import Postmortem

FORMAT = "facilitator-postmortem"
"""The value of `format` in a file of this program."""


def as_json(postmortem: Postmortem) -> str:
    """Return the document as JSON; `read_json` returns an equal document from it."""
    envelope = {
        "format": FORMAT,
        "schema": SCHEMA_VERSION,
        "postmortem": postmortem.model_dump(mode="json"),
    }
    return json.dumps(envelope, indent=2, ensure_ascii=False) + "\n"


MAX_JSON_BYTES = 50_000_000
"""The size limit of a file to read, in bytes of UTF-8."""

_LONGEST_QUOTE = 120
"""The most characters quoted from a file in an error."""


def read_json(text: str) -> Postmortem:
    """Parse JSON written by `as_json`, by this version of the program or an earlier one.

    Raises CannotRead if the text is too large, not JSON, in another format or of a newer schema, or
    if the document breaks a rule of the model (the error names the field).
    """
    envelope = _parsed(text)
    if not isinstance(envelope, dict) or envelope.get("format") != FORMAT:
        raise CannotRead("This JSON is not a postmortem written by facilitator.")
    schema = envelope.get("schema")
    if type(schema) is not int or schema < 1:
        raise CannotRead("This postmortem does not say which schema it was written in.")
    if schema > SCHEMA_VERSION:
        raise CannotRead(
            f"This postmortem comes from a newer facilitator (schema {_quoted(str(schema))}, "
            f"this one reads up to {SCHEMA_VERSION}): update facilitator to read it."
        )
    if "postmortem" not in envelope:
        raise CannotRead("This file says it is a postmortem, but there is none in it.")
    document = envelope["postmortem"]
    if isinstance(document, dict):
        document = upgraded(document, schema, MIGRATIONS)
    try:
        return Postmortem.model_validate(document)
    except ValidationError as error:
        raise CannotRead(_first_of(error)) from None


def _parsed(text: str) -> object:
    """Parse JSON of any shape. Raises CannotRead if it is too large or not JSON."""
    # The length in characters first: encoding a far too large text takes as much memory again.
    if len(text) > MAX_JSON_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_JSON_BYTES:
        raise CannotRead("This is larger than 50 MB, too large for a postmortem.")
    try:
        value: object = json.loads(text.removeprefix("\ufeff"), parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise CannotRead(
            f"This is not JSON: line {error.lineno}, column {error.colno} cannot be read."
        ) from None
    except RecursionError:
        raise CannotRead("This JSON is nested too deeply to be a postmortem.") from None
    except ValueError:
        raise CannotRead("This JSON holds a number that cannot be read.") from None
    return value


def _no_constant(name: str) -> NoReturn:
    """Refuse NaN and Infinity, which Python's parser accepts although JSON has neither."""
    raise ValueError(name)


def _first_of(error: ValidationError) -> str:
    """Return the sentence for a document that breaks a rule of the model."""
    first, *others = error.errors(include_url=False, include_context=False, include_input=False)
    field = ".".join(str(part) for part in first["loc"]) or "the document"
    reason = first["msg"].removeprefix("Value error, ")
    more = f" ({len(others)} more like this)" if others else ""
    return f"This postmortem cannot be used: {_quoted(field)}: {_quoted(reason)}{more}."


def _quoted(words: str) -> str:
    """Return words from the file, cleaned for a terminal and shortened."""
    shown = plain_line(words.encode("utf-8", "replace").decode("utf-8"))
    return shown if len(shown) <= _LONGEST_QUOTE else shown[: _LONGEST_QUOTE - 1] + "…"
