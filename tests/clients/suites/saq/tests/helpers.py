"""What saq's tests import and its source package lacks: queues on the server of the test."""

from redis import asyncio as aioredis
from saq.queue import Queue


async def create_redis_queue(url="redis://localhost", **options):
    queue = Queue.from_url(url, **options)
    await queue.connect()
    return queue


async def cleanup_queue(queue):
    await queue.disconnect()
    redis = aioredis.from_url("redis://localhost")
    await redis.flushdb()
    await redis.aclose()


async def without_database(*_, **__):
    raise NotImplementedError("there is no other database")


create_postgres_queue = setup_postgres = teardown_postgres = without_database
