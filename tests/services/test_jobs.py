"""Jobs: each worked once, by a lease; a worker that lost its lease finishes nothing; failures end before a person."""

from threading import Event, Lock, Thread
from uuid import uuid4

import pytest
from structlog.testing import capture_logs

from db.models.work import Job
from db.session import connect, reading, transaction
from tests.closing_walk import person
from tests.snapshots import connected
from workflows.clock import now
from workflows.services.running import jobs
from workflows.services.running.incidents import open_incidents
from workflows.services.running.jobs import LEASE, MOST_ATTEMPTS, Taken, take, work
from workflows.services.running.retries import retry
from workflows.services.running.runner import Runner, work_once
from workflows.vocabulary import JobStatus


class Bench:
    """A kind of job of its own: it notes what was worked, and what was kept."""

    def __init__(self) -> None:
        self.worked: list[int] = []
        self.kept: list[int] = []
        self.broken = False
        self.done = Event()
        self._lock = Lock()

    def order(self, *numbers: int) -> None:
        with transaction() as session:
            session.add_all(
                Job(id=uuid4(), kind="count", key=f"count:{number}", payload={"number": number}, run_after=now())
                for number in numbers
            )

    def __call__(self, payload):
        with self._lock:
            self.worked.append(payload["number"])
        if self.broken:
            raise RuntimeError("out of paper")
        return lambda _session: self.keep(payload["number"])

    def keep(self, number: int) -> None:
        self.kept.append(number)
        self.done.set()


@pytest.fixture
def bench(seeded, monkeypatch):
    made = Bench()
    monkeypatch.setitem(jobs.WORK, "count", made)
    monkeypatch.setitem(jobs.CALLED, "count", "Tæl")
    return made


def taken() -> Taken:
    job = take()
    assert job is not None
    return job


def row(number: int = 1) -> Job:
    with reading() as session:
        (job,) = [one for one in session.query(Job) if one.key == f"count:{number}"]
        return job


def test_a_job_is_worked_once(bench):
    bench.order(1)

    assert work(taken()) is True

    assert take() is None
    assert (bench.worked, bench.kept, row().status) == ([1], [1], JobStatus.DONE)


def test_jobs_are_taken_in_the_order_in_which_they_are_ready(bench, clock):
    bench.order(1)
    clock.forward(minutes=1)
    bench.order(2)

    assert [taken().payload["number"], taken().payload["number"]] == [1, 2]


def test_several_workers_at_once_do_each_job_once(bench):
    bench.order(*range(24))

    def drain() -> None:
        while (job := take()) is not None:
            work(job)

    threads = [Thread(target=drain) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(bench.worked) == sorted(bench.kept) == list(range(24))


def test_a_job_under_lease_is_nobody_elses(bench):
    bench.order(1)
    taken()

    assert take() is None


def test_a_job_whose_worker_died_is_taken_by_another_when_the_lease_runs_out(bench, clock):
    bench.order(1)
    taken()
    clock.forward(minutes=LEASE.total_seconds() / 60)

    again = taken()

    assert again.attempt == 2
    assert work(again) is True


def test_the_lease_of_a_worker_that_is_busy_longer_is_prolonged_again_and_again(bench, clock, monkeypatch):
    monkeypatch.setattr("workflows.services.running.heartbeat.BEAT_SECONDS", 0.01)
    bench.order(1)
    taken_elsewhere = []

    def slow(_payload):
        for _ in range(3):
            clock.forward(minutes=LEASE.total_seconds() / 60 - 0.1)
            assert until(lambda: row().run_after == now() + LEASE)
            taken_elsewhere.append(take())
        return lambda _session: bench.keep(1)

    monkeypatch.setitem(jobs.WORK, "count", slow)

    assert work(taken()) is True

    assert taken_elsewhere == [None, None, None]
    assert bench.kept == [1]


def test_a_worker_that_lost_its_lease_does_not_prolong_that_of_another(bench, clock, monkeypatch):
    monkeypatch.setattr("workflows.services.running.heartbeat.BEAT_SECONDS", 0.01)
    bench.order(1)

    def slow(_payload):
        with transaction() as session:
            job = session.query(Job).one()
            job.leases, job.run_after = job.leases + 1, now() + LEASE / 2
        Event().wait(0.1)
        return lambda _session: bench.keep(1)

    monkeypatch.setitem(jobs.WORK, "count", slow)

    assert work(taken()) is False

    assert row().run_after == now() + LEASE / 2


def test_a_worker_that_lost_its_lease_finishes_nothing(bench, clock):
    bench.order(1)
    slow = taken()
    clock.forward(minutes=6)
    quick = taken()

    assert work(slow) is False

    assert bench.kept == []
    assert work(quick) is True
    assert bench.kept == [1]


def test_a_worker_that_lost_its_lease_does_not_count_its_failure(bench, clock):
    bench.order(1)
    slow = taken()
    clock.forward(minutes=6)
    taken()
    bench.broken = True

    assert work(slow) is False

    assert (row().status, row().attempts, row().error) == (JobStatus.RUNNING, 2, "")


def test_a_job_that_fails_is_tried_again_later_and_later(bench, clock):
    bench.order(1)
    bench.broken = True
    waits = []

    for _ in range(3):
        assert work(taken()) is False
        waits.append((row().run_after - now()).total_seconds())
        assert take() is None
        clock.forward(minutes=5)

    assert waits == [2, 4, 8]
    assert row().error == "RuntimeError('out of paper')"


def fail_to_the_end(bench, clock) -> None:
    bench.broken = True
    while (job := take()) is not None:
        work(job)
        clock.forward(minutes=5)
    bench.broken = False


def test_a_job_that_fails_eight_times_waits_for_a_person(bench, clock):
    bench.order(1)

    fail_to_the_end(bench, clock)

    birgit = person("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark")
    (incident,) = open_incidents(birgit)
    assert (len(bench.worked), take(), row().status) == (8, None, JobStatus.FAILED)
    assert (incident.job_id, incident.what) == (row().id, "Tæl")
    assert "out of paper" in incident.error


def test_a_failed_job_is_worked_when_the_secretariat_tries_again(bench, clock):
    bench.order(1)
    fail_to_the_end(bench, clock)
    birgit = person("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark")

    retry(open_incidents(birgit)[0].id, birgit)
    work_once()

    assert bench.kept == [1]
    assert open_incidents(birgit) == []


def test_a_worker_of_before_a_job_was_tried_anew_finishes_nothing(bench, clock):
    bench.order(1)
    first = taken()
    clock.forward(minutes=6)
    fail_to_the_end(bench, clock)
    birgit = person("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark")
    retry(open_incidents(birgit)[0].id, birgit)
    anew = taken()

    assert work(first) is False

    assert (first.attempt, anew.attempt) == (1, 1)
    assert bench.kept == []
    assert work(anew) is True


def test_a_job_that_kills_its_worker_each_time_waits_for_a_person(bench, clock):
    bench.order(1)
    for _ in range(MOST_ATTEMPTS):
        taken()
        clock.forward(minutes=6)

    work_once()

    birgit = person("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark")
    assert bench.worked == []
    assert row().status is JobStatus.FAILED
    assert "the worker was lost each time" in open_incidents(birgit)[0].error


def test_what_a_job_keeps_and_that_it_is_done_are_one_transaction(bench, monkeypatch):
    bench.order(1)

    def keep(_payload):
        def fail(session):
            session.add(Job(id=uuid4(), kind="count", key="half", payload={}, run_after=now()))
            session.flush()
            raise RuntimeError("halfway")

        return fail

    monkeypatch.setitem(jobs.WORK, "count", keep)
    work(taken())

    with reading() as session:
        assert [job.key for job in session.query(Job)] == ["count:1"]


def test_a_job_of_a_step_that_is_rolled_back_is_never_worked(bench):
    def step() -> None:
        with transaction() as session:
            session.add(Job(id=uuid4(), kind="count", key="ghost", payload={"number": 9}, run_after=now()))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        step()

    assert work_once() == 0
    assert bench.worked == []


def test_a_runner_that_is_stopped_leaves_the_next_job_for_later(bench):
    bench.order(1, 2, 3)

    assert work_once(lambda: len(bench.worked) == 1) == 1

    assert len(bench.worked) == 1
    assert work_once() == 2


def test_a_runner_works_in_a_thread_of_its_own_until_it_is_stopped(bench):
    bench.order(1)
    runner = Runner()

    runner.start()
    assert bench.done.wait(10)
    runner.stop()

    assert row().status is JobStatus.DONE


def test_a_runner_outlives_a_database_that_does_not_answer(bench, monkeypatch, tmp_path):
    monkeypatch.setattr("workflows.services.running.runner.IDLE_SECONDS", 0.01)
    bench.order(1)
    there, runner = connected(), Runner()
    connect(f"sqlite:///{tmp_path}/nowhere/none.db")

    with capture_logs() as logs:
        runner.start()
        assert until(lambda: logs)
        connect(there.url.render_as_string(hide_password=False))
        assert bench.done.wait(10)
    runner.stop()
    connected().dispose()

    assert logs[0]["event"] == "the database does not answer"


def until(there) -> bool:
    """Whether something comes true within ten seconds, while another thread works."""
    pause = Event()
    for _ in range(1000):
        if there():
            return True
        pause.wait(0.01)
    return False
