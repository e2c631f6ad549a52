"""Lines and voices -> takes: recorded in worker processes, checked, stored.

``record`` looks each request up in the store and sends the missing ones to ``worker_pool``, which runs ``worker`` in
``worker_processes``; ``session`` keeps such a pool for lines asked for one by one, the most urgent first (``lane``);
``plausibility`` checks the speech, ``store`` keeps it, ``speeds`` remembers how fast it was made.
"""

from drama.recording.lane import Urgency
from drama.recording.record import LINE_TIMEOUT_S, RecordedLine, Request, cores, record, request_key, request_keys
from drama.recording.session import Session
from drama.recording.speeds import PRIOR_S, Speed, expected_s, remembered
from drama.recording.worker_processes import warm_workers

__all__ = [
    "LINE_TIMEOUT_S",
    "PRIOR_S",
    "RecordedLine",
    "Request",
    "Session",
    "Speed",
    "Urgency",
    "cores",
    "expected_s",
    "record",
    "remembered",
    "request_key",
    "request_keys",
    "warm_workers",
]
