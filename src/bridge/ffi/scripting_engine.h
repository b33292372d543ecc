/* The scripting-engine interface of Valkey from 8.1 on, as far as the bridge needs it. Contexts and
 * strings of the server are opaque here. */
#include <stddef.h>
#include <stdint.h>

/* Versions of the interface. A server takes its own and all before. */
enum ferrous_engine_abi {
    /** Code without its length. */
    FERROUS_ENGINE_ABI_1 = 1,
    /** Code with its length; Valkey 8.1.1. */
    FERROUS_ENGINE_ABI_2 = 2,
    /** FUNCTION FLUSH is told, too. */
    FERROUS_ENGINE_ABI_3 = 3,
    /** Debuggers; Valkey 9.1. */
    FERROUS_ENGINE_ABI_4 = 4,
};

/* What a script belongs to. */
enum ferrous_engine_subsystem {
    /** EVAL and SCRIPT LOAD. */
    FERROUS_ENGINE_EVAL,
    /** FUNCTION LOAD. */
    FERROUS_ENGINE_FUNCTION,
    /** Both. */
    FERROUS_ENGINE_ALL,
};

/* What SCRIPT KILL and FUNCTION KILL have done. */
enum ferrous_engine_state {
    /** Nothing. */
    FERROUS_ENGINE_EXECUTING,
    /** The script is to end. */
    FERROUS_ENGINE_KILLED,
};

/* Flags of a function. */
enum ferrous_engine_flag {
    /** no-writes */
    FERROUS_ENGINE_NO_WRITES = 1 << 0,
    /** allow-oom */
    FERROUS_ENGINE_ALLOW_OOM = 1 << 1,
    /** allow-stale */
    FERROUS_ENGINE_ALLOW_STALE = 1 << 2,
    /** no-cluster */
    FERROUS_ENGINE_NO_CLUSTER = 1 << 3,
    /** allow-cross-slot-keys */
    FERROUS_ENGINE_ALLOW_CROSS_SLOT = 1 << 5,
};

/* A script, or a function of a library. */
struct ferrous_compiled_function {
    uint64_t version;
    void *name;
    void *function;
    void *description;
    uint64_t flags;
};

/* Memory of an engine. */
struct ferrous_engine_memory {
    uint64_t version;
    size_t used_memory;
    size_t overhead;
};

/* What may be freed later, on another thread. */
struct ferrous_engine_reset;

/* Compiles code; null with `error` set if that fails. */
typedef struct ferrous_compiled_function **(*ferrous_engine_compile)(
    void *context, void *engine, enum ferrous_engine_subsystem subsystem, const char *code,
    size_t code_len, size_t timeout, size_t *count, void **error);

/* The same of version 1. */
typedef struct ferrous_compiled_function **(*ferrous_engine_compile_1)(
    void *context, void *engine, enum ferrous_engine_subsystem subsystem, const char *code,
    size_t timeout, size_t *count, void **error);

/* Forgets the scripts of a subsystem; null if nothing is left to be done. */
typedef struct ferrous_engine_reset *(*ferrous_engine_reset_environment)(
    void *context, void *engine, enum ferrous_engine_subsystem subsystem, int async);

/* The same of versions 1 and 2, for EVAL alone. */
typedef struct ferrous_engine_reset *(*ferrous_engine_reset_eval)(
    void *context, void *engine, int async);

/* What an engine does. */
struct ferrous_engine_methods {
    uint64_t version;
    union {
        ferrous_engine_compile_1 compile_1;
        ferrous_engine_compile compile;
    };
    void (*free_function)(void *context, void *engine, enum ferrous_engine_subsystem subsystem,
                          struct ferrous_compiled_function *function);
    void (*call_function)(void *context, void *engine, void *runtime,
                          struct ferrous_compiled_function *function,
                          enum ferrous_engine_subsystem subsystem, void **keys, size_t key_count,
                          void **args, size_t arg_count);
    size_t (*function_overhead)(void *context, struct ferrous_compiled_function *function);
    union {
        ferrous_engine_reset_eval reset_eval;
        ferrous_engine_reset_environment reset;
    };
    struct ferrous_engine_memory (*memory)(void *context, void *engine,
                                           enum ferrous_engine_subsystem subsystem);
    /* From version 4 on. There is no debugger. */
    void *debugger_enable;
    void *debugger_disable;
    void *debugger_start;
    void *debugger_end;
};

/* Functions of the server, by the names RedisModule_RegisterScriptingEngine and so on. */
typedef int (*ferrous_register_engine)(void *context, const char *name, void *engine,
                                       struct ferrous_engine_methods *methods);
typedef int (*ferrous_unregister_engine)(void *context, const char *name);
typedef enum ferrous_engine_state (*ferrous_execution_state)(void *runtime);
typedef int (*ferrous_reply_error)(void *context, int count, const char *format, ...);
