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
def stub_broker():
    broker = StubBroker()
    broker.emit_after("process_boot")
    dramatiq.set_broker(broker)
    yield broker
    broker.flush_all()
    broker.close()


@pytest.fixture
def redis_broker():
    redis.Redis().flushall()
    broker = RedisBroker()
    broker.emit_after("process_boot")
    dramatiq.set_broker(broker)
    yield broker
    broker.flush_all()
    broker.close()


def running(broker, **options):
    worker = Worker(broker, worker_timeout=100, worker_threads=32, **options)
    worker.start()
    yield worker
    worker.stop()


@pytest.fixture
def stub_worker(stub_broker):
    yield from running(stub_broker)


@pytest.fixture
def redis_worker(redis_broker):
    yield from running(redis_broker)


@pytest.fixture
def redis_result_backend():
    redis.Redis().flushall()
    return results.RedisBackend()


@pytest.fixture
def result_backend(redis_result_backend):
    return redis_result_backend


@pytest.fixture
def rate_limiter_backend():
    redis.Redis().flushall()
    return limits.RedisBackend()
