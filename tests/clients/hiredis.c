/* The scripting calls of hiredis: by text and by digest, in a pipeline and a transaction, under RESP2 and RESP3. */
#include <hiredis/hiredis.h>
#include <stdio.h>
#include <stdlib.h>

static redisContext *server;

static void print(const redisReply *reply) {
    switch (reply->type) {
    case REDIS_REPLY_INTEGER: printf("%lld", reply->integer); break;
    case REDIS_REPLY_NIL: printf("nil"); break;
    case REDIS_REPLY_STRING: printf("\"%s\"", reply->str); break;
    case REDIS_REPLY_STATUS: printf("+%s", reply->str); break;
    case REDIS_REPLY_ERROR: printf("-%s", reply->str); break;
    case REDIS_REPLY_BOOL: printf(reply->integer ? "true" : "false"); break;
    case REDIS_REPLY_DOUBLE: printf("%s as a double", reply->str); break;
    default:
        printf("%d[", reply->type);
        for (size_t n = 0; n < reply->elements; n++) {
            if (n > 0) printf(", ");
            print(reply->element[n]);
        }
        printf("]");
    }
}

/* Prints the next reply of what was sent. */
static void next(int resp, const char *what) {
    redisReply *reply;
    if (redisGetReply(server, (void **)&reply) != REDIS_OK) {
        fprintf(stderr, "%s: %s\n", what, server->errstr);
        exit(1);
    }
    printf("ok hiredis, RESP%d: %s: ", resp, what);
    print(reply);
    printf("\n");
    freeReplyObject(reply);
}

static const char *const add = "return redis.call('INCRBY', KEYS[1], ARGV[1])";
static const char *const one = "e0e1f9fabfc9d4800c877a703b823ac0578ff8db";

static void all(int resp) {
    redisAppendCommand(server, "HELLO %d", resp);
    redisReply *hello;
    if (redisGetReply(server, (void **)&hello) != REDIS_OK) exit(1);
    freeReplyObject(hello);
    redisAppendCommand(server, "SCRIPT FLUSH");
    redisAppendCommand(server, "DEL n");
    redisAppendCommand(server, "EVALSHA %s 0", one);
    redisAppendCommand(server, "EVAL %s 0", "return 1");
    redisAppendCommand(server, "EVALSHA %s 0", one);
    redisAppendCommand(server, "EVAL %s 1 n %d", add, 5);
    redisAppendCommand(server, "EVAL %s 0", "return {1, 'two', false, {err = 'MINE own'}, {ok = 'YES'}}");
    redisAppendCommand(server, "EVAL %s 0", "redis.setresp(3) return {{map = {a = 1}}, {double = 1.5}, true, false}");
    redisAppendCommand(server, "EVAL %s 1 %b", "return #KEYS[1]", "a\0b", (size_t)3);
    redisAppendCommand(server, "MULTI");
    redisAppendCommand(server, "EVAL %s 1 n %d", add, 5);
    redisAppendCommand(server, "EVALSHA %s 0", one);
    redisAppendCommand(server, "EXEC");
    const char *const names[] = {
        "SCRIPT FLUSH", "DEL", "NOSCRIPT", "EVAL", "EVALSHA", "keys and arguments", "shapes",
        "shapes of RESP3", "bytes", "MULTI", "queued", "queued", "EXEC",
    };
    for (size_t n = 0; n < sizeof names / sizeof *names; n++) next(resp, names[n]);
}

int main(void) {
    server = redisConnect(getenv("REDIS_HOST"), atoi(getenv("REDIS_PORT")));
    if (server == NULL || server->err) return 1;
    all(2);
    all(3);
    redisFree(server);
    return 0;
}
