"""For pytest: writes down which tests passed, and stands in for the containers that a suite asks for."""

import multiprocessing
import os

import pytest
import redis

# What the suites' containers are called that the one server here stands in for.
SERVERS = {"redis-basic"}
ended = {}


def pytest_runtest_logreport(report):
    ended.setdefault(report.nodeid, []).append(report)
    # Helper processes report to the main one.
    if report.when != "teardown" or "PYTEST_XDIST_WORKER" in os.environ:
        return
    phases = ended.pop(report.nodeid)
    if any(phase.failed for phase in phases):
        write(f"not ok {report.nodeid}")
    elif all(phase.passed for phase in phases):
        write(f"ok {report.nodeid}")


def write(line):
    with open("outcome", "a") as outcome:
        outcome.write(f"{line}\n")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item):
    """A server that was started for this test alone is asked, before it ends, what its module has run."""
    socket = item.funcargs.get("redis_socket")
    if socket and os.path.exists(socket):
        runs = redis.Redis(unix_socket_path=socket).info("ferrous")["ferrous_runs"]
        with open(os.environ["FERROUS_COUNTS"], "a") as counts:
            counts.write(f"{runs}\n")


def pytest_unconfigure():
    # Python would wait for what a test has left behind.
    for child in multiprocessing.active_children():
        child.kill()


class Containers:
    def start(self, name):
        if name not in SERVERS:
            pytest.skip(f"there is no {name}")

    def wait_for_service(self, *_):
        pass


@pytest.fixture(scope="session")
def docker_services():
    return Containers()


@pytest.fixture(scope="session")
def docker_services_project_name():
    return "clients"
