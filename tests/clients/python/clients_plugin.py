"""For pytest: prints the tests that passed, and stands in for the containers that a suite asks for."""

import multiprocessing

import pytest

# What the suites' containers are called that the one server here stands in for.
SERVERS = {"redis-basic"}


def pytest_runtest_logreport(report):
    if report.when == "call" and report.passed:
        with open("passed", "a") as passed:
            passed.write(f"ok {report.nodeid}\n")


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
