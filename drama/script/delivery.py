"""How a line is spoken: manner, ending, channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drama.model import Delivery

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from drama.model import Story
    from drama.script.passages import Attribution, Passage


def deliveries(
    story: Story, passages: Sequence[Passage], attributions: Sequence[Attribution]
) -> Mapping[int, Delivery]:
    return {}
