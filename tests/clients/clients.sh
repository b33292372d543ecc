# The clients, in order: for each what it needs (`packages_NAME`) and how it runs (`client_NAME`), which prints
# its outcome. To be sourced by run.sh. The server is at REDIS_HOST and REDIS_PORT.

clients=(bullmq queues limiters)

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
