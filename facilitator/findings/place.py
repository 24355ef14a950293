"""Where in a document something stands."""

from __future__ import annotations

from typing import NamedTuple

from facilitator.model.stage import Stage


class Place(NamedTuple):
    """A stage, an item's id (empty for the stage itself), and a field of it.

    What has no id of its own is known by what tells it apart: a milestone, a condition. A field of
    a part of the stage has its name behind that of the part: `customer.summary`. An empty field
    means the item, or the stage, as a whole.
    """

    stage: Stage
    item_id: str = ""
    field: str = ""
