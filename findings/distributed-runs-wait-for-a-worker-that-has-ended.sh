#!/usr/bin/env bash
# distributed 2026.8.0: Client.run for a worker that has ended, by its address, after the scheduler has removed it.
#
# Expected: an error at once. The scheduler knows that there is no such worker, and the port refuses connections.
# Seen: it tries to connect for the whole of distributed.comm.timeouts.connect, 30 s as it comes, 4 s here, and all
# other workers' answers wait with it:
#     the worker was removed: ['none left of its address']
#     run(workers=[ended, other]) took 4.0 s: ended OSError, other answered
# Cure: ask only workers that Client.nthreads() names at that moment.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet distributed==2026.8.0
cd "$work"
DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT=4s "$work/venv/bin/python" - <<'PY'
import os
import signal
import subprocess
import sys
import time

from distributed import Client, LocalCluster

with LocalCluster(n_workers=0, dashboard_address=None, silence_logs=50) as cluster:
    start = [sys.executable, "-m", "distributed.cli.dask_worker", cluster.scheduler_address, "--no-nanny", "--no-dashboard"]
    workers = [subprocess.Popen([*start, "--name", name], stderr=subprocess.DEVNULL) for name in ("ended", "other")]
    with Client(cluster) as client:
        client.wait_for_workers(2)
        address = {about["name"]: one for one, about in client.scheduler_info()["workers"].items()}
        workers[0].send_signal(signal.SIGKILL)
        workers[0].wait()
        while address["ended"] in client.nthreads():
            time.sleep(0.05)
        print("the worker was removed:", ["none left of its address"])
        began = time.monotonic()
        answers = client.run(os.getpid, workers=[address["ended"], address["other"]], on_error="return")
        took = time.monotonic() - began
        ended = type(answers[address["ended"]]).__name__
        print(f"run(workers=[ended, other]) took {took:.1f} s: ended {ended}, other answered")
        assert ended == "OSError", answers
        assert isinstance(answers[address["other"]], int), answers
        assert took > 3.5, took
    workers[1].kill()
PY
