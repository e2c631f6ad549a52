"""Lines and voices -> takes: recorded in worker processes, checked, stored.

``record`` looks each request up in the store and sends the missing ones to ``worker_pool``, which runs ``worker`` in
``worker_processes``; ``plausibility`` checks the speech, ``store`` keeps it, ``speeds`` remembers how fast it was made.
"""

from drama.recording.record import LINE_TIMEOUT_S, RecordedLine, Request, cores, record, request_key, request_keys
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
    "request_keys",
    "warm_workers",
]
