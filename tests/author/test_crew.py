"""Crews: one process, several, or a Dask cluster; whoever plays, the same comes out in the same order."""

from collections.abc import Iterator

import pytest

from game.author.casting import LEARNER, ONLY, Company, Job, play_all
from game.author.crew import Alone, NoCluster, Processes, crew_of

JOBS = [Job(0, who, seed) for who in ("expert", "random", LEARNER, f"{ONLY}fill_scale") for seed in (1, 2)]


@pytest.fixture(scope="module")
def company(book, nora) -> Company:
    return Company(book, (nora,))


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """A Dask cluster of two workers on this machine, in processes of their own."""
    distributed = pytest.importorskip("distributed", reason="Dask is not installed: pip install 'dask[distributed]'")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as made:
        yield made.scheduler_address


def test_several_processes_play_as_one_does(company) -> None:
    alone = list(play_all(Alone(), company, JOBS))
    assert [(play.who, play.seed) for play in alone] == [(job.who, job.seed) for job in JOBS]
    with Processes(2) as crew:
        assert list(play_all(crew, company, JOBS)) == alone


def test_a_cluster_plays_as_one_process_does(company, cluster) -> None:
    alone = list(play_all(Alone(), company, JOBS))
    with crew_of(1, cluster) as crew:
        assert list(play_all(crew, company, JOBS)) == alone
        assert list(play_all(crew, company, JOBS[:3])) == alone[:3]  # a second question, to the same workers


def test_a_cluster_that_is_not_there_is_named(company) -> None:
    pytest.importorskip("distributed", reason="Dask is not installed: pip install 'dask[distributed]'")
    with pytest.raises(NoCluster, match=r"tcp://127\.0\.0\.1:9"):
        crew_of(1, "tcp://127.0.0.1:9")


def test_workers_of_another_version_are_refused(cluster, monkeypatch) -> None:
    """The workers have this version; let this process be another."""
    monkeypatch.setattr("game.author.crew.__version__", "0.0.0")
    with pytest.raises(NoCluster, match="Results could differ"):
        crew_of(1, cluster)


def test_one_worker_is_this_process() -> None:
    assert isinstance(crew_of(1), Alone)


def test_a_learner_is_as_skilled_with_every_patient_and_has_other_luck(book, nora) -> None:
    company = Company(book, (nora, nora))
    first, again, other = play_all(Alone(), company, [Job(0, LEARNER, 3), Job(1, LEARNER, 3), Job(0, LEARNER, 4)])
    assert first == again
    assert first.skill != other.skill
    assert 0 <= (first.skill or 0) <= 1_000


def test_what_goes_wrong_with_a_worker_is_raised_here(company) -> None:
    with Processes(2) as crew, pytest.raises(KeyError, match="nobody"):
        list(play_all(crew, company, [Job(0, "nobody", 1)]))
