"""What of an episode wants to be heard again, told before it is mixed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from drama import cast as casting
from drama.direction.soundscape import soundtrack
from drama.exports.report.trouble import find_trouble, worst_first
from drama.model import TroubleKind, TroubleSpot
from drama.production.engine_facts import capabilities_of
from drama.production.forecast import forecast

if TYPE_CHECKING:
    from drama.model import Forecast
    from drama.production.prepare import Production
    from drama.recording.store import TakeStore


def trouble_spots(
    production: Production, store: TakeStore, *, foreseen: Forecast | None = None
) -> tuple[TroubleSpot, ...]:
    """Return what of an episode wants to be heard again, worst first; ``foreseen`` is its forecast, if it was made.

    Of lines that are not recorded yet only what can be told without their sound.
    """
    expected = foreseen or forecast(production, store)
    similar = casting.clashes(production.script, production.cast, capabilities_of=capabilities_of)
    spots = find_trouble(expected.timeline, similar, estimated=expected.estimated)
    return worst_first((*spots, *_missing_sounds(production, expected)))


def _missing_sounds(production: Production, expected: Forecast) -> Iterator[TroubleSpot]:
    """Yield the first line of each scene whose bed is missing, and the line of each effect that is."""
    missing: Collection[str] = set(expected.missing)
    if not missing:
        return
    starts = {cue.line.number: cue.start_frame for cue in expected.timeline.cues}
    track, style = soundtrack(production.script, production.cast.sound), production.cast.sound.style
    firsts = {scene.number: scene.first_line for scene in production.script.scenes}
    beds = [(firsts[one.scene], one.scene, one.bed) for one in track.scenes if style.beds]
    effects = [(one.line, one.scene, one.sound) for one in track.effects if style.effects and not one.is_muted]
    for line, scene, sound in (*beds, *effects):
        if sound in missing and line in starts:
            about = f"there is no sound {sound!r}: it is left out"
            yield TroubleSpot(TroubleKind.MISSING_SOUND, line, scene, starts[line], about, 0.5)
