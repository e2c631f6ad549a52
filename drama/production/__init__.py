"""Run the stages in order; the only package that knows their order.

::

    prepare   story file + cast file -> Production   (reads, scripts and casts; records nothing)
    plan      Production             -> Plan         (what a render would record anew)
    render    Production             -> Episode      (records, mixes, writes)

Nothing is imported here: a story is read without what records and mixes it. :mod:`drama.production.stages` has it all.
"""
