"""The conductor: the only room that knows the order of the stages.

::

    prepare   story file + cast file -> Production   (reads, scripts and casts; records nothing)
    plan      Production             -> Plan         (what a render would record anew)
    render    Production             -> Episode      (records, mixes, writes)
"""

from drama.produce.audition import audition
from drama.produce.figures import Measured, measure, nearest
from drama.produce.figures import path as figures_path
from drama.produce.measuring import voices_named
from drama.produce.outputs import Extras, beside, offered
from drama.produce.pins import Correction, Desk
from drama.produce.planning import Cost, Plan, forget, plan
from drama.produce.previewing import pieces
from drama.produce.production import Production, explain, prepare, reaches, read, select_scenes
from drama.produce.recasting import recast, save_cast, undo_recast
from drama.produce.rendering import OnProgress, Progress, render
from drama.produce.sending import Sending, sendings, sendings_to_measure
from drama.produce.soundscape import library_of, write_sound
from drama.produce.warming import warm_engine

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
    "reaches",
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
