/* What the bridge needs of the server's C interface and the crate redis-module does not bind. */
#include <errno.h>

/* Versions. */
enum ferrous_version {
    /** First server version whose module API has subcommands, key specs and yielding. */
    FERROUS_MIN_SERVER_VERSION = 0x070000,
    /** First server version with ACL categories for the commands of modules. */
    FERROUS_SERVER_7_2 = 0x070200,
    /** First server version that bounds its cache of scripts. */
    FERROUS_SERVER_7_4 = 0x070400,
    /** Version of the structure that describes a command. */
    FERROUS_COMMAND_INFO_VERSION = 1,
};

/* Options of a module. */
enum ferrous_option {
    /** It does not mind keys of slots that are being moved here; Valkey 9.0. */
    FERROUS_HANDLE_ATOMIC_SLOT_MIGRATION = 1 << 5,
};

/* errno after RedisModule_Call with the flag E, when the command was refused and did not run. */
enum ferrous_refusal {
    /** No such command. */
    FERROUS_REFUSED_UNKNOWN = ENOENT,
    /** Wrong number of arguments. */
    FERROUS_REFUSED_ARITY = EINVAL,
    /** Not in scripts, or not in the state that the server or its replicas are in (flag S). */
    FERROUS_REFUSED_SCRIPT = ESPIPE,
    /** Writes are not allowed (flag W), or memory is out (flag M). */
    FERROUS_REFUSED_WRITE = ENOSPC,
    /** The user may not (flag C). */
    FERROUS_REFUSED_ACL = EACCES,
    /** There is no user to check (flag C). */
    FERROUS_REFUSED_NO_USER = ENOTSUP,
    /** A key of another node or of several slots. */
    FERROUS_REFUSED_SLOT = EPERM,
    /** The cluster is down and may only be read. */
    FERROUS_REFUSED_READONLY_CLUSTER = EROFS,
    /** The cluster is down. */
    FERROUS_REFUSED_CLUSTER_DOWN = ENETDOWN,
};
