"""Lines and voices -> takes: recorded in worker processes, verified, kept.

``record`` asks the store and sends what it lacks to ``worker_pool``, which runs ``worker`` in ``worker_processes``;
``plausibility`` judges what comes back, ``store`` keeps it, ``speeds`` remembers how fast that was.
"""

from drama.recording.record import LINE_TIMEOUT_S, RecordedLine, Request, cores, record, request_key
from drama.recording.speeds import Speed, expected_s, remembered
from drama.recording.worker_processes import warm_workers

__all__ = [
    "LINE_TIMEOUT_S",
    "RecordedLine",
    "Request",
    "Speed",
    "cores",
    "expected_s",
    "record",
    "remembered",
    "request_key",
    "warm_workers",
]
