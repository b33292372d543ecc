"""The fixtures of dramatiq's tests that its source package lacks, on the server of the test and in memory."""

import dramatiq
import pytest
import redis
from dramatiq import Worker
from dramatiq.brokers.redis import RedisBroker
from dramatiq.brokers.stub import StubBroker
from dramatiq.rate_limits import backends as limits
from dramatiq.results import backends as results


@pytest.fixture
def empty_server():
    redis.Redis().flushall()


def used(broker):
    broker.emit_after("process_boot")
    dramatiq.set_broker(broker)
    yield broker
    broker.flush_all()
    broker.close()


def running(broker):
    worker = Worker(broker, worker_timeout=100, worker_threads=32)
    worker.start()
    yield worker
    worker.stop()


@pytest.fixture
def stub_broker():
    yield from used(StubBroker())


@pytest.fixture
def redis_broker(empty_server):
    yield from used(RedisBroker())


@pytest.fixture
def stub_worker(stub_broker):
    yield from running(stub_broker)


@pytest.fixture
def redis_worker(redis_broker):
    yield from running(redis_broker)


@pytest.fixture
def redis_result_backend(empty_server):
    return results.RedisBackend()


@pytest.fixture
def result_backend(redis_result_backend):
    return redis_result_backend


@pytest.fixture
def rate_limiter_backend(empty_server):
    return limits.RedisBackend()
