"""The conductor: the only room that knows the order of the stages.

::

    prepare   story file + cast file -> Production   (reads, scripts and casts; records nothing)
    plan      Production             -> Plan         (what a render would record anew)
    render    Production             -> Episode      (records, mixes, writes)
"""

from drama.production.audition import audition
from drama.production.corrections import Correction, Desk
from drama.production.outputs import Extras, beside, offered
from drama.production.plan import Cost, Plan, forget, plan
from drama.production.prepare import Production, capabilities_of, explain, prepare, read, select_scenes
from drama.production.preview import pieces
from drama.production.recast import recast, save_cast, undo_recast
from drama.production.render import OnProgress, Progress, render
from drama.production.sending import Sending, sendings, sendings_to_measure
from drama.production.soundscape import library_of, write_sound
from drama.production.voice_figures import Measured, measure, nearest
from drama.production.voice_figures import path as figures_path
from drama.production.voices_to_measure import voices_named
from drama.production.warm_up import warm_engine

__all__ = [
    "Correction",
    "Cost",
    "Desk",
    "Extras",
    "Measured",
    "OnProgress",
    "Plan",
    "Production",
    "Progress",
    "Sending",
    "audition",
    "beside",
    "capabilities_of",
    "explain",
    "figures_path",
    "forget",
    "library_of",
    "measure",
    "nearest",
    "offered",
    "pieces",
    "plan",
    "prepare",
    "read",
    "recast",
    "render",
    "save_cast",
    "select_scenes",
    "sendings",
    "sendings_to_measure",
    "undo_recast",
    "voices_named",
    "warm_engine",
    "write_sound",
]
