"""Lines are recorded whole, once, in order, whatever an engine or a worker does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from support.forked import AS_AT_A_TERMINAL

from drama.engines import engine_names, get_engine
from drama.errors import EngineError, RequestRefusedError, TakeError
from drama.model import Mark, MarkKind, Take, Voice
from drama.recording import Request, record, request_key
from drama.recording.store import TakeStore

pytestmark = pytest.mark.slow

linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc, or needs the wheel's eSpeak NG")
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@pytest.fixture
def store(tmp_path: Path) -> TakeStore:
    return TakeStore(tmp_path / "store")


def ask(text: str, voice_id: str = "fine", *, engine: str = "trouble", name: str = "Odile") -> Request:
    return Request(text=text, voice=Voice(name=name, engine=engine, id=voice_id))


def tone(text: str, voice_id: str = "ada") -> Request:
    return ask(text, voice_id, engine="tone")


def takes(requests: list[Request], store: TakeStore, *, jobs: int = 1, timeout_s: float = 20) -> list[Take]:
    return [done.take for done in record(requests, store, jobs=jobs, timeout_s=timeout_s)]


def processes(log: Path) -> list[str]:
    """Return the process of each line spoken."""
    return [row.split()[0] for row in log.read_text(encoding="utf-8").splitlines()]


def half_files(store: TakeStore) -> list[Path]:
    return list(store.root.rglob("*.part"))


# ------------------------------------------------------------------ as it should be


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_takes_come_in_the_order_of_the_requests(store: TakeStore, jobs: int) -> None:
    requests = [tone("word " * count) for count in (9, 2, 7, 1, 5, 3)]
    lengths = [take.frames for take in takes(requests, store, jobs=jobs)]
    assert np.argsort(lengths).tolist() == np.argsort([9, 2, 7, 1, 5, 3]).tolist()


def test_the_same_request_is_recorded_once(store: TakeStore, trouble_log: Path) -> None:
    first, second, third = record([ask("Hello there."), ask("Hello there."), ask("Good night.")], store, jobs=2)
    assert first.take == second.take != third.take
    assert len(processes(trouble_log)) == 2


def test_what_the_store_has_is_not_recorded_again(store: TakeStore, trouble_log: Path) -> None:
    before = takes([ask("Hello there.")], store)
    again = list(record([ask("Hello there."), ask("Good night.")], store))
    assert [done.is_new for done in again] == [False, True]
    assert again[0].take == before[0]
    assert len(processes(trouble_log)) == 2


def test_nobody_is_started_when_nothing_is_missing(store: TakeStore, trouble_log: Path) -> None:
    takes([ask("Hello there.")], store)
    began = threading.active_count()
    (done,) = record([ask("Hello there.")], store, jobs=4)
    assert not done.is_new
    assert threading.active_count() == began
    assert len(processes(trouble_log)) == 1


def test_names_levels_and_seats_are_not_part_of_a_take() -> None:
    one = Request("Hello.", Voice(name="Ada", engine="tone", id="x", gain_db=-3.0, pan=0.5))
    assert request_key(one) == request_key(Request("Hello.", Voice(name="Bo", engine="tone", id="x")))


@pytest.mark.parametrize(
    "other",
    [
        Request("Hallo.", Voice(name="Ada", engine="tone", id="x")),
        Request("Hello.", Voice(name="Ada", engine="tone", id="y")),
        Request("Hello.", Voice(name="Ada", engine="tone", id="x", rate_wpm=166)),
        Request("Hello.", Voice(name="Ada", engine="tone", id="x", pitch=50)),
        Request("Hello.", Voice(name="Ada", engine="tone", id="x", options={"mood": "glad"})),
        Request("Hello.", Voice(name="Ada", engine="pyttsx3", id="x")),
        Request("Hello.", Voice(name="Ada", engine="tone", id="x"), (Mark(0, 5, MarkKind.EMPHASIS),)),
        Request("Hello.", Voice(name="Ada", engine="tone", id="x"), (Mark(0, 5, MarkKind.PHONEMES, "h@l'oU"),)),
    ],
)
def test_whatever_shapes_the_sound_makes_another_take(other: Request) -> None:
    assert request_key(other) != request_key(Request("Hello.", Voice(name="Ada", engine="tone", id="x")))


def test_of_a_plain_request_the_key_is_what_it_always_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(get_engine("tone")), "version", "1")
    key = "e8b6e180579962abe045793bacd6cd59fa6856648c5c9599655ddd0f40104409"
    assert request_key(Request("Hello.", Voice(name="Ada", engine="tone", id="x", pitch=40))) == key


@linux
def test_marks_reach_the_engine(store: TakeStore) -> None:
    voice = Voice(name="Odile", engine="pyttsx3", id="en-gb")
    plain, stressed, said = takes(
        [
            Request("Give me that.", voice),
            Request("Give me that.", voice, (Mark(5, 7, MarkKind.EMPHASIS),)),
            Request("Give me that.", voice, (Mark(0, 4, MarkKind.PHONEMES, "tr'aI"),)),
        ],
        store,
        jobs=2,
    )
    assert stressed.frames > plain.frames + 0.05 * plain.frame_rate
    assert said.frames != plain.frames


def test_marks_are_refused_for_an_engine_that_takes_none(store: TakeStore) -> None:
    request = Request("Hello.", Voice(name="Ada", engine="tone", id="x"), (Mark(0, 5, MarkKind.EMPHASIS),))
    with pytest.raises(RequestRefusedError, match="Ada: the engine tone takes no marks"):
        takes([request], store)


def test_another_version_of_an_engine_makes_another_take(monkeypatch: pytest.MonkeyPatch) -> None:
    before = request_key(tone("Hello."))
    monkeypatch.setattr(type(get_engine("tone")), "version", "2")
    assert request_key(tone("Hello.")) != before


def test_a_take_is_trimmed_and_measured(store: TakeStore) -> None:
    request = Request("The bell rang twice.", Voice(name="n", engine="pyttsx3", id="en-us"))
    (take,) = takes([request], store)
    samples = store.samples(take)
    level = np.abs(samples.astype(int))
    heard = np.flatnonzero(level > level.max() * 0.01)
    assert heard[0] < 0.02 * take.frame_rate
    assert len(samples) - heard[-1] < 0.02 * take.frame_rate
    assert -40 < take.loudness_lufs < -5
    assert -20 < take.true_peak_dbtp <= 1
    assert len(take.energies) == -(-take.frames // (take.frame_rate // 10))
    assert store.get(take.key) == take


@pytest.mark.parametrize("engine", ["tone", "pyttsx3"])
def test_a_line_without_words_is_a_beat_of_silence(store: TakeStore, engine: str) -> None:
    (take,) = takes([ask("", "en-us", engine=engine)], store)
    assert take.frames == round(0.3 * take.frame_rate)
    assert not store.samples(take).any()
    assert take.loudness_lufs == take.true_peak_dbtp == -120


@linux
def test_signs_the_voice_has_no_word_for_are_a_beat_too(store: TakeStore) -> None:
    (take,) = takes([ask("♪", "en-us", engine="pyttsx3")], store)
    assert take.frames == round(0.3 * take.frame_rate)


def test_an_engine_that_wants_it_gets_a_process_for_every_line(store: TakeStore, trouble_log: Path) -> None:
    assert len(takes([ask(f"Line {number}.", engine="fresh") for number in range(4)], store, jobs=2)) == 4
    assert len(set(processes(trouble_log))) == 4


def test_chatter_of_an_engine_does_not_reach_the_user(
    store: TakeStore, trouble_log: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    takes([ask("Hello there.")], store)
    assert capfd.readouterr() == ("", "")


# ------------------------------------------------------------------ engines that go wrong


@posix
@pytest.mark.parametrize("what", ["once-exit", "once-killed", "once-raise", "once-silence", "once-short", "once-long"])
def test_a_line_that_goes_wrong_once_is_recorded_by_another_process(
    store: TakeStore, trouble_log: Path, what: str
) -> None:
    found = takes([ask("This is a good line.", what), ask("This is a bad line.", what)], store)
    assert [take.frames for take in found] == [take.frames for take in found if take.frames > 4_000]
    assert len(set(processes(trouble_log))) == 2
    assert half_files(store) == []


@posix
@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("exit", r"its process ended \(exit code 7\)"),
        ("killed", r"its process ended \(exit code -9\)"),
        ("raise", "ValueError: the reed is split"),
        ("refuse", "no such voice at all"),
        ("silence", "spoke nothing"),
        ("short", "too short to be whole"),
        ("long", "too long to be right"),
        ("half", r"a frame rate of 8000\.5; valid is a whole number of Hz"),
        ("float", "float32 that peaks at 8000; valid is a full scale of 1"),
        ("nan", "float32 that holds samples that are no numbers"),
        ("two", "too short to be whole"),
        ("level", "a constant level"),
        ("quarter", "words are missing"),
        ("none", "not a Speech"),
        ("garble", "an answer that is none of drama's: b'chatter where answers go"),
        ("deep", "an answer that is none of drama's"),
    ],
)
def test_a_line_that_always_goes_wrong_is_named_and_what_was_recorded_stays(
    store: TakeStore, trouble_log: Path, what: str, reason: str
) -> None:
    good = ask("This is a good line.", what)
    message = rf"the line 'This is a bad line\.' could not be recorded with Odile in 3 tries: .*{reason}"
    with pytest.raises(EngineError, match=message):
        takes([good, ask("This is a bad line.", what)], store)
    assert store.get(request_key(good)) is not None
    assert store.get(request_key(ask("This is a bad line.", what))) is None
    assert processes(trouble_log)[1:] == list(dict.fromkeys(processes(trouble_log)))[-3:]


@pytest.mark.parametrize("what", ["big-endian", "numpy"])
def test_samples_and_rates_of_an_odd_type_are_kept_as_the_same_sound(
    store: TakeStore, trouble_log: Path, what: str
) -> None:
    odd, plain = takes([ask("This is a bad line.", what), ask("This is a bad line.")], store)
    assert np.array_equal(store.samples(odd), store.samples(plain))
    assert odd.loudness_lufs == plain.loudness_lufs


@posix
def test_a_hanging_engine_is_given_up_and_the_line_tried_again(store: TakeStore, trouble_log: Path) -> None:
    request = ask("This is a bad line.", "once-hang", engine="loads")  # a busy machine takes seconds to start a process
    assert len(takes([request], store, timeout_s=2.5)) == 1
    assert len(set(processes(trouble_log))) == 2


@posix
def test_an_engine_that_always_hangs_is_an_error_that_says_so(store: TakeStore, trouble_log: Path) -> None:
    began = time.monotonic()
    with pytest.raises(EngineError, match=r"in 3 tries: no answer within 0\.7 s"):
        takes([ask("This is a bad line.", "hang")], store, timeout_s=0.7)
    assert time.monotonic() - began < 200  # of the 1,800 s that the engine would hang


def test_what_an_engine_refuses_is_not_tried_again(store: TakeStore) -> None:
    with pytest.raises(RequestRefusedError, match=r"^pyttsx3 has no voice 'en-us\+zork'; did you mean"):
        takes([ask("Hello.", "en-us+zork", engine="pyttsx3")], store)


def test_an_announced_engine_that_does_not_start_is_an_error_that_names_it(trouble_log: Path) -> None:
    assert {"trouble", "fresh", "broken"} <= set(engine_names())
    with pytest.raises(EngineError, match=r"the engine 'broken' of drama_\w+:No does not start"):
        get_engine("broken")


@posix
def test_workers_killed_from_outside_are_replaced_and_everything_is_recorded(
    store: TakeStore, trouble_log: Path
) -> None:
    requests = [ask(f"This is line number {number}.") for number in range(40)]
    found = []
    for count, done in enumerate(record(requests, store, jobs=2)):
        found.append(done.take)
        if count in (3, 11, 12):
            os.kill(int(processes(trouble_log)[-1]), signal.SIGKILL)
    assert [take.key for take in found] == [request_key(request) for request in requests]
    assert all(len(store.samples(take)) == take.frames for take in found)


# ------------------------------------------------------------------ interruptions


def workers_of(parent: int) -> list[int]:
    """Return the living children of a process."""
    children = [task.read_text(encoding="utf-8") for task in Path(f"/proc/{parent}/task").glob("*/children")]
    return [pid for pid in map(int, " ".join(children).split()) if is_running(pid)]


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(is_so: object, *, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not is_so():  # type: ignore[operator]
        assert time.monotonic() < end, "it never came to that"
        threading.Event().wait(0.02)


PROGRAM = """
    import sys
    from pathlib import Path
    from drama.model import Voice
    from drama.recording import Request, record
    from drama.recording.store import TakeStore

    voice = Voice(name="n", engine="trouble", id=sys.argv[2])
    requests = [Request(f"This is line number {n} and it is bad.", voice) for n in range(5000)]
    try:
        for done in record(requests, TakeStore(Path(sys.argv[1])), jobs=2):
            pass
    except KeyboardInterrupt:
        sys.exit(130)
"""


def start(store: TakeStore, what: str) -> subprocess.Popen[bytes]:
    program = AS_AT_A_TERMINAL + textwrap.dedent(PROGRAM)
    return subprocess.Popen([sys.executable, "-c", program, str(store.root), what])


@linux
@pytest.mark.parametrize("what", ["fine", "hang"])
def test_interrupted_it_leaves_no_process_and_no_half_file(store: TakeStore, trouble_log: Path, what: str) -> None:
    program = start(store, what)
    wait_until(lambda: len(processes(trouble_log)) >= 2)
    children = workers_of(program.pid)
    assert children
    program.send_signal(signal.SIGINT)
    assert program.wait(30) == 130
    wait_until(lambda: not any(map(is_running, children)))
    assert half_files(store) == []


@linux
@pytest.mark.parametrize("what", ["fine", "hang"])
def test_workers_end_when_the_process_that_started_them_is_killed(
    store: TakeStore, trouble_log: Path, what: str
) -> None:
    program = start(store, what)
    wait_until(lambda: len(processes(trouble_log)) >= 2)
    children = {int(pid) for pid in processes(trouble_log)}
    program.kill()
    program.wait(30)
    wait_until(lambda: not any(map(is_running, children)))


@linux
def test_a_consumer_that_stops_early_leaves_no_process(store: TakeStore, trouble_log: Path) -> None:
    takes_coming = record([ask(f"This is line number {number}.") for number in range(500)], store, jobs=2)
    next(takes_coming)
    takes_coming.close()
    assert not any(is_running(int(pid)) for pid in processes(trouble_log))
    assert len(processes(trouble_log)) < 500


# ------------------------------------------------------------------ stores that go wrong


def test_a_damaged_take_is_dropped_and_recorded_again(store: TakeStore) -> None:
    request = tone("Hello there.")
    (take,) = takes([request], store)
    path = next(store.root.rglob("*.take"))
    whole = path.read_bytes()
    path.write_bytes(whole[:-100])
    (done,) = record([request], store)
    assert done.is_new
    assert done.take == take
    assert path.read_bytes() == whole


@posix
def test_a_store_that_cannot_be_a_folder_is_one_message(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(TakeError, match=r"cannot keep recordings in .*file.*DRAMA_CACHE"):
        takes([tone("Hello.")], TakeStore(tmp_path / "file"))
    assert (tmp_path / "file").read_text(encoding="utf-8") == "in the way"


@linux
def test_a_full_disk_is_one_message_and_leaves_nothing_damaged(store: TakeStore) -> None:
    program = """
        import resource, signal, sys
        from pathlib import Path
        from drama.errors import TakeError
        from drama.model import Voice
        from drama.recording import Request, record
        from drama.recording.store import TakeStore

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))
        voice = Voice(name="n", engine="tone", id="x")
        try:
            list(record([Request("Hi.", voice), Request("word " * 100, voice)], TakeStore(Path(sys.argv[1]))))
        except TakeError as problem:
            print(problem)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), str(store.root)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.startswith(f"cannot keep recordings in {store.root}: File too large"), done
    assert done.stderr == ""
    assert half_files(store) == []
    assert store.info().takes == 1
    assert store.get(request_key(Request("Hi.", Voice(name="n", engine="tone", id="x")))) is not None


def test_two_processes_fill_the_same_store_at_once(store: TakeStore) -> None:
    program = """
        import sys
        from pathlib import Path
        from drama.model import Voice
        from drama.recording import Request, record
        from drama.recording.store import TakeStore

        voice = Voice(name="n", engine="tone", id="x")
        store = TakeStore(Path(sys.argv[1]))
        for done in record([Request(f"Line {n}.", voice) for n in range(60)], store, jobs=2):
            assert len(store.samples(done.take)) == done.take.frames
    """
    both = [subprocess.Popen([sys.executable, "-c", textwrap.dedent(program), str(store.root)]) for _ in range(2)]
    assert [process.wait(60) for process in both] == [0, 0]
    assert store.info().takes == 60
    assert half_files(store) == []
