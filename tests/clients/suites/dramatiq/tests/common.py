"""What dramatiq's tests import and its source package lacks."""

from contextlib import contextmanager

import pytest
from dramatiq import Worker

RABBITMQ_CREDENTIALS = None


def unchanged(test):
    return test


skip_in_ci = skip_on_pypy = skip_on_windows = unchanged
skip_unless_gevent = skip_with_gevent = pytest.mark.skip(reason="not here")


@contextmanager
def worker(*args, **kwargs):
    running = Worker(*args, **kwargs)
    running.start()
    try:
        yield running
    finally:
        running.stop()
