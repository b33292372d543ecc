# The clients, in order: for each what it needs (`packages_NAME`) and how it runs (`client_NAME`), which prints
# its outcome. To be sourced by run.sh. The server is at REDIS_HOST and REDIS_PORT.

clients=(
    bullmq queues limiters node_libraries redis_py redis_crate hiredis
    bottleneck rq limits redis_lock huey saq dramatiq
)
# Those that are suites of tests: lines `ok TEST` and `not ok TEST`. They run the tests that `only` names, or all.
suites=(bottleneck rq limits redis_lock huey saq dramatiq)

# A program for Node.js.
node_program() {
    (cd "$packages/node" && timeout 300 node "$1.js")
}

packages_bullmq() { node_packages node; }
client_bullmq() { node_program bullmq; }

# Bull and bee-queue.
packages_queues() { node_packages node; }
client_queues() { node_program queues; }

# rate-limiter-flexible, redlock and @upstash/ratelimit.
packages_limiters() { node_packages node; }
client_limiters() { node_program limiters; }

# ioredis and node-redis by themselves.
packages_node_libraries() { node_packages node; }
client_node_libraries() { node_program libraries; }

packages_redis_py() { python_packages; }
client_redis_py() { "$packages/python/bin/python" "$here/python/libraries.py"; }

# The crate that most applications in Rust use.
packages_redis_crate() { cargo build --quiet --example redis_crate; }
client_redis_crate() { cargo run --quiet --example redis_crate; }

packages_hiredis() {
    hiredis_source
    cc -std=c11 -Wall -Wextra -O1 -I "$packages/hiredis" -o "$packages/hiredis/client" "$here/hiredis.c" \
        "$packages/hiredis/hiredis/libhiredis.a"
}
client_hiredis() { "$packages/hiredis/client"; }

# The cluster tests that bottleneck ships, by ioredis and by node-redis of its time.
packages_bottleneck() { node_packages bottleneck; }
client_bottleneck() {
    local store chosen
    cd "$packages/bottleneck/node_modules/bottleneck"
    for store in ioredis redis; do
        chosen=.
        if [ ${#only[@]} -gt 0 ]; then
            chosen=$(printf '%s\n' "${only[@]}" | sed -n "s/^$store: //p" | sed 's/[][\.*^$+?(){}|/]/\\&/g' | paste -sd '|')
            [ -n "$chosen" ] || continue
        fi
        DATASTORE=$store timeout 300 ../.bin/mocha --exit --timeout 20000 --reporter tap --grep "^($chosen)" \
            --require "$packages/bottleneck/redirect.cjs" test/cluster.js |
            sed -nE "s/^(not )?ok [0-9]+ /\1ok $store: /p"
    done
    cd "$OLDPWD"
}

# Suites of packages for Python, by their own tests; those that need no script are run, too.
packages_rq() { python_packages rq; }
client_rq() { python_suite rq -- tests; }

packages_limits() { python_packages limits; }
client_limits() {
    python_suite limits -o addopts= -o filterwarnings= -o asyncio_mode=auto -m 'not benchmark' \
        -k 'redis and not sentinel and not cluster' -- tests
}

packages_huey() { python_packages huey; }
client_huey() { python_suite huey -- huey/tests; }

# Nearly each of its tests starts a server of its own and waits for it to end, so several run at a time.
packages_redis_lock() { python_packages redis_lock; }
client_redis_lock() {
    FERROUS_SERVER=$(command -v redis-server) FERROUS_MODULE=$module FERROUS_TAKEOVER=$takeover \
        FERROUS_COUNTS=$folder/counts PATH=$here/bin:$PATH \
        python_suite redis_lock -o addopts= -o filterwarnings= -n 4 -- tests/test_redis_lock.py
}

# These lack what their tests import; it is in suites/NAME.
packages_saq() { python_packages saq; }
client_saq() { python_suite saq -k RedisQueue -- tests/test_job.py tests/test_queue.py tests/test_worker.py; }

packages_dramatiq() { python_packages dramatiq; }
client_dramatiq() {
    python_suite dramatiq -o addopts= -k 'not rabbitmq' -- \
        tests/test_{actors,barrier,bucket_rate_limiter,composition,concurrent_rate_limiter,redis,results,window_rate_limiter}.py
}
