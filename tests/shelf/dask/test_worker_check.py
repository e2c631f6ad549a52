"""What differs between workers, what of it is let pass, and what the registry of schedulers makes of an address."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from support.announced import announced

from drama.errors import DramaError
from drama.shelf.dask.check import differences, marked, refused, remarks
from drama.shelf.dask.facts import Facts, Wanted, facts
from drama.shelf.schedulers import GROUP, open_scheduler

OWN = Facts(
    host="desk", process=1, drama="1.4", program="a1", python="3.11.7", machine="x86_64",
    engines={"tone": "1", "bell": "7"}, voices={"voice rusty of bell (x)": "f3"}, packages={"numpy": "2.4"},
)  # fmt: skip
RAFT = """
from contextlib import nullcontext

class Raft:
    def open(self, address, *, tell, workers_anyway):
        return nullcontext(("raft", address, workers_anyway))
"""


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (replace(OWN, drama="1.3"), "drama 1.3 where 1.4 is expected"),
        (replace(OWN, program="b2"), "another build of drama 1.4"),
        (replace(OWN, python="3.12.1"), "Python 3.12.1 where 3.11.7 is expected"),
        (replace(OWN, machine="aarch64"), "a processor of kind aarch64"),
        (replace(OWN, engines={"tone": "1", "bell": "8"}), "the engine bell 8 where 7 is expected"),
        (replace(OWN, engines={**OWN.engines, "gong": "1"}), "an engine gong, which this machine does not have"),
        (replace(OWN, voices={"voice rusty of bell (x)": "f4"}), "another voice rusty"),
        (replace(OWN, packages={"numpy": "2.5"}), "numpy 2.5 where 2.4 is expected"),
    ],
)
def test_what_would_make_another_sound_is_refused_unless_it_is_wanted_anyway(other: Facts, told: str) -> None:
    found = differences(OWN, other)
    assert told in refused("tcp://a:1", "attic", found, workers_anyway=False)
    assert refused("tcp://a:1", "attic", found, workers_anyway=False).startswith("worker tcp://a:1 on attic: ")
    assert not refused("tcp://a:1", "attic", found, workers_anyway=True)
    assert told in remarks("tcp://a:1", "attic", found)


def test_what_cannot_change_the_sound_is_told_and_used() -> None:
    found = differences(OWN, replace(OWN, python="3.11.9", host="attic", process=9))
    assert not refused("w", "attic", found, workers_anyway=False)
    assert "Python 3.11.9" in remarks("w", "attic", found)
    assert not differences(OWN, replace(OWN, host="attic", process=9))


@pytest.mark.parametrize(
    "other",
    [
        replace(OWN, engines={"tone": "1"}),
        replace(OWN, engines={"tone": "1", "bell": "not usable: there is no engine 'bell'"}),
        replace(OWN, unseen=("it does not see the library /srv/books",)),
    ],
)
def test_a_worker_that_could_make_nothing_is_never_used(other: Facts) -> None:
    assert refused("w", "attic", differences(OWN, other), workers_anyway=True)


def test_a_folder_that_is_another_one_there_or_cannot_be_written_is_told(tmp_path: Path) -> None:
    with marked({tmp_path / "store": "the store"}) as markers:
        assert not facts(Wanted(("tone",), markers=markers)).unseen
        Path(markers[0].path).write_text("of another folder by that name", encoding="utf-8")
        assert "does not see the store" in facts(Wanted(("tone",), markers=markers)).unseen[0]
    assert not list((tmp_path / "store").iterdir())
    assert "does not see the store" in facts(Wanted(("tone",), markers=markers)).unseen[0]
    assert "does not see" in facts(Wanted(("tone",), sizes=((str(tmp_path / "story.txt"), 3),))).unseen[0]


@pytest.mark.parametrize("address", ["host:8786", "8786", "", "smoke://host", "LOCAL:2"])
def test_an_address_of_no_scheduler_is_told_with_what_would_be_one(address: str) -> None:
    with pytest.raises(DramaError, match=r"is no address of a scheduler; valid are tcp://HOST:8786, .*, local:4"):
        open_scheduler(address)


@pytest.mark.parametrize("address", ["local:0", "local:-1", "local:many", "local:"])
def test_a_number_of_processes_that_is_none_is_told(address: str) -> None:
    with pytest.raises(DramaError, match="valid are local:1 to local:256"), open_scheduler(address):
        pass


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(DramaError, match=r"needs Dask distributed, .* pip install '\.\[shelf\]'"),
        open_scheduler("tcp://h:1"),
    ):
        pass


def test_a_scheduler_that_is_not_there_is_told() -> None:
    with (
        pytest.raises(DramaError, match=r"there is no scheduler at tcp:.*:9 .* start one"),
        open_scheduler("tcp://127.0.0.1:9"),
    ):
        pass


def test_a_scheduler_with_certificates_wants_one_of_whoever_asks() -> None:
    wanted = pytest.raises(DramaError, match="wants a certificate of this machine's: set DASK_DISTRIBUTED__COMM__TLS")
    with wanted, open_scheduler("tls://127.0.0.1:9"):
        pass


def test_other_packages_add_schedulers_by_the_beginning_of_their_addresses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with announced(tmp_path, monkeypatch, RAFT, {"raft": "Raft"}, group=GROUP):
        with open_scheduler("raft://lake", workers_anyway=True) as opened:
            assert opened == ("raft", "raft://lake", True)
        with pytest.raises(DramaError, match="raft:…"):
            open_scheduler("smoke://host")
