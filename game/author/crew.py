"""Who plays the treatments of a cohort: this process, several, or a Dask cluster. The results are the same.

A worker is handed what all jobs have in common (manual and cases) once, sealed, and keeps it open, so that what the
engine remembers about a manual is worked out once a worker and not once a job.
"""

import pickle
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from importlib import import_module
from itertools import islice
from types import TracebackType
from typing import Any, Final, Protocol, Self, TypeVar

from game import __version__
from game.manual import load_manual

Held = TypeVar("Held")
Job = TypeVar("Job")
Result = TypeVar("Result")

_SHARES: Final = 8
"""So many portions for each worker, so that none has long to wait for the last."""
_MOST_IN_A_PORTION: Final = 8


class NoCluster(Exception):
    """Raised where no Dask cluster can be had. The message is a sentence for whoever asked for one."""


class Crew(Protocol):
    """Does the same work for many jobs."""

    def map(self, work: Callable[[Held, Job], Result], held: Held, jobs: Sequence[Job]) -> Iterator[Result]:
        """Yield `work(held, job)` for each job, in their order. `work` is a function of a module."""
        ...

    def __enter__(self) -> Self:
        """Get ready."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of processes and connections."""
        ...


class Alone:
    """This process by itself."""

    def map(self, work: Callable[[Held, Job], Result], held: Held, jobs: Sequence[Job]) -> Iterator[Result]:
        """Yield `work(held, job)` for each job, in their order."""
        return (work(held, job) for job in jobs)

    def __enter__(self) -> Self:
        """Get ready."""
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to let go of."""


class Processes:
    """So many processes of this machine."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._pool = ProcessPoolExecutor(workers, initializer=_leave_stopping_to_us)

    def map(self, work: Callable[[Held, Job], Result], held: Held, jobs: Sequence[Job]) -> Iterator[Result]:
        """Yield `work(held, job)` for each job, in their order."""
        sealed = pickle.dumps(held, protocol=5)
        portions = [(work, sealed, portion) for portion in _portions(jobs, self._workers)]
        for results in self._pool.map(_do, portions):
            yield from results

    def __enter__(self) -> Self:
        """Get ready."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes; jobs not begun are dropped."""
        self._pool.shutdown(cancel_futures=True)


class Cluster:
    """A Dask cluster, by the address of its scheduler (`tcp://10.0.0.5:8786`). Every worker must run this version."""

    def __init__(self, address: str) -> None:
        try:
            distributed: Any = import_module("distributed")
        except ImportError:
            message = "Dask is not installed here. It comes with: pip install 'sixteen-weeks[cluster]'"
            raise NoCluster(message) from None
        try:
            self._client: Any = distributed.Client(address, timeout="5s", set_as_default=False)
        except (OSError, ValueError) as error:
            raise NoCluster(f"No Dask scheduler answers at {address} ({_first_line(error)}).") from None
        try:
            self._workers = self._see_them_fit()
        except BaseException:
            self._client.close()
            raise

    def _see_them_fit(self) -> int:
        try:
            versions: dict[str, str] = self._client.run(_version)
        except ImportError as error:
            raise NoCluster(f"The workers of the cluster lack this program ({_first_line(error)}).") from None
        if not versions:
            raise NoCluster("The cluster has no workers.")
        own = _version()
        other = sorted(f"{worker} runs {found}" for worker, found in versions.items() if found != own)
        if other:
            raise NoCluster(f"Results could differ: this is version {own}, and {'; '.join(other)}.")
        return len(versions)

    def map(self, work: Callable[[Held, Job], Result], held: Held, jobs: Sequence[Job]) -> Iterator[Result]:
        """Yield `work(held, job)` for each job, in their order."""
        sealed = self._client.scatter(pickle.dumps(held, protocol=5), broadcast=True, hash=False)
        # Played again for each question: Dask would hand out what it remembers of a job by its name.
        asked = [
            self._client.submit(_do_portion, work, sealed, portion, pure=False)
            for portion in _portions(jobs, self._workers)
        ]
        for future in asked:
            yield from future.result()

    def __enter__(self) -> Self:
        """Get ready."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the cluster as it is; it is not ours to stop."""
        self._client.close()


def crew_of(workers: int, dask: str | None = None) -> Crew:
    """Return a crew of `workers` processes, or the cluster at the address `dask`. Raises NoCluster."""
    if dask is not None:
        return Cluster(dask)
    return Alone() if workers <= 1 else Processes(workers)


def _leave_stopping_to_us() -> None:
    """Ctrl+C reaches every process of a terminal; one sentence about it is enough."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _portions(jobs: Sequence[Job], workers: int) -> Iterator[tuple[Job, ...]]:
    size = max(1, min(_MOST_IN_A_PORTION, len(jobs) // (workers * _SHARES)))
    left = iter(jobs)
    while portion := tuple(islice(left, size)):
        yield portion


def _do(portion: tuple[Callable[[Any, Any], Any], bytes, tuple[Any, ...]]) -> list[Any]:
    return _do_portion(*portion)


def _do_portion(work: Callable[[Any, Any], Any], sealed: bytes, jobs: tuple[Any, ...]) -> list[Any]:
    held = _opened(sealed)
    return [work(held, job) for job in jobs]


@lru_cache(maxsize=4)
def _opened(sealed: bytes) -> Any:
    return pickle.loads(sealed)  # noqa: S301  (sealed by this program, a moment ago, for its own workers)


def _version() -> str:
    """Return what results hang on besides the cases: the program's version, and the manual as it is written there."""
    return f"{__version__}, manual {load_manual().hash[:12]}"


def _first_line(error: BaseException) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
