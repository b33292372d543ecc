/* A module for tests: RELAY.CALL runs the command that follows it, as commands of other modules do;
 * RELAY.FAIL counts its calls in the key that follows it and fails, leaving behind the errno by which the
 * server says that there is no user. Types are spelled out, so that no header of the server is needed to
 * build it. */
#include <errno.h>
#include <stddef.h>

typedef struct context context;
typedef struct text text;
typedef struct reply reply;
typedef int (*command)(context *, text **, int);

static reply *(*call)(context *, const char *, const char *, ...);
static int (*reply_with)(context *, reply *);
static int (*reply_error)(context *, const char *);
static void (*free_reply)(reply *);
static const char *(*bytes)(const text *, size_t *);

static int relay(context *ctx, text **argv, int argc) {
    reply *answer = call(ctx, bytes(argv[1], NULL), "v", argv + 2, (size_t)(argc - 2));
    if (answer == NULL) return reply_error(ctx, "ERR the command cannot be called");
    reply_with(ctx, answer);
    free_reply(answer);
    return 0;
}

static int fail(context *ctx, text **argv, int argc) {
    if (argc != 2) return reply_error(ctx, "ERR one key");
    reply *answer = call(ctx, "INCR", "!s", argv[1]);
    if (answer != NULL) free_reply(answer);
    int result = reply_error(ctx, "ERR failed by itself");
    errno = ENOTSUP;
    return result;
}

int RedisModule_OnLoad(context *ctx, text **argv, int argc) {
    int (*get)(const char *, void *) = *(int (**)(const char *, void *))ctx;
    void (*name)(context *, const char *, int, int);
    int (*create)(context *, const char *, command, const char *, int, int, int);
    (void)argv, (void)argc;
    if (get("RedisModule_SetModuleAttribs", &name) || get("RedisModule_CreateCommand", &create) ||
        get("RedisModule_Call", &call) || get("RedisModule_ReplyWithCallReply", &reply_with) ||
        get("RedisModule_ReplyWithError", &reply_error) ||
        get("RedisModule_FreeCallReply", &free_reply) ||
        get("RedisModule_StringPtrLen", &bytes))
        return 1;
    name(ctx, "relay", 1, 1);
    return create(ctx, "relay.call", relay, "may-replicate", 0, 0, 0) ||
           create(ctx, "relay.fail", fail, "write", 1, 1, 1);
}
