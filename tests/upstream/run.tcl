# Runs upstream's own tests with the module: `tclsh run.tcl OPTION...` in the folder of upstream's
# source, options as of its tests/test_helper.tcl. FERROUS_MODULE names the module.
#
# Nothing of upstream is changed on disk. While test_helper.tcl loads the files beside it, procedures of
# theirs are wrapped: servers get a line that loads the module, script commands are sent as FERROUS.*,
# and that prefix is cut from replies. A test that sent none tells nothing about the module and is
# reported as ignored, unless it fails.
#
# With FERROUS_TAKEOVER=yes the module takes plain commands over: nothing is respelled, nothing is cut, and
# the texts of the tests stay as they are. Users who may run scripts are given the module's commands, too, as
# the README advises.

# The words of script commands as the module spells them.
namespace eval ferrous {
    variable commands {eval evalsha eval_ro evalsha_ro script}
    # Connections in upstream's debugger, which stays native, and so do their scripts.
    variable debugging
    array set debugging {}
    # Has the current test sent a command of ours?
    variable involved 0
    variable script [file normalize [info script]]
    variable takeover [expr {[info exists ::env(FERROUS_TAKEOVER)] && $::env(FERROUS_TAKEOVER)}]
}

# The name of a command, respelled if it is about scripts.
proc ferrous::respell {name} {
    variable commands
    variable involved
    variable takeover
    if {[string tolower $name] in $commands} {
        set involved 1
        if {!$takeover} {
            return ferrous.$name
        }
    }
    return $name
}

# A rule of access control such as `+eval` or `+script|load`, respelled: the list of rules for it.
proc ferrous::respell_rule {rule} {
    variable takeover
    if {$takeover} {
        set advice {+ferrous.eval +ferrous.evalsha +ferrous.eval_ro +ferrous.evalsha_ro +ferrous.script}
        return [expr {$rule eq {+@scripting} ? [concat $rule $advice] : [list $rule]}]
    }
    if {[regexp {^([-+])([^|]+)(.*)$} $rule -> sign name rest]} {
        return [list $sign[respell $name]$rest]
    }
    return [list $rule]
}

# The words of a command, respelled. Some name another command among their arguments.
proc ferrous::respell_command {id words} {
    variable debugging
    lassign $words name first
    set second [lindex $words 2]
    switch -nocase -- $name {
        script {
            if {[string equal -nocase $first debug]} {
                set debugging($id) 1
                return $words
            }
        }
        acl {
            if {[string equal -nocase $first setuser]} {
                set rules [concat {*}[lmap rule [lrange $words 3 end] {respell_rule $rule}]]
                return [concat [lrange $words 0 2] $rules]
            }
            if {[string equal -nocase $first dryrun]} {
                return [lreplace $words 3 3 [respell [lindex $words 3]]]
            }
            return $words
        }
        test.rm_call - usercall.call_without_user {
            return [lreplace $words 1 1 [respell $first]]
        }
        test.rm_call_flags - usercall.call_with_user_flag {
            return [lreplace $words 2 2 [respell $second]]
        }
    }
    if {[info exists debugging($id)]} {
        return $words
    }
    return [lreplace $words 0 0 [respell $name]]
}

# A reply with the commands' own names.
proc ferrous::restore {text} {
    variable commands
    variable takeover
    if {$takeover} {
        return $text
    }
    if {[string first ferrous. $text] < 0 && [string first FERROUS. $text] < 0} {
        return $text
    }
    regsub -all -nocase "ferrous\\.([join $commands |])\\M(?!-)" $text {\1}
}

# Wraps what the file of a client has defined.
proc ferrous::wrap_redis.tcl {} {
    rename ::redis::__dispatch__raw__ ::redis::dispatch
    proc ::redis::__dispatch__raw__ {id method words} {
        if {[info command ::redis::__method__$method] eq {}} {
            set words [::ferrous::respell_command $id [concat [list $method] $words]]
            set method [lindex $words 0]
            set words [lrange $words 1 end]
        } elseif {$method eq {write} && !$::ferrous::takeover} {
            set eval [list "\$4\r\neval\r\n" "\$12\r\nferrous.eval\r\n"]
            set words [list [string map $eval [lindex $words 0]]]
        }
        uplevel 1 [list ::redis::dispatch $id $method $words]
    }

    rename ::redis::redis_read_reply ::redis::read_reply
    proc ::redis::redis_read_reply {id fd} {
        set failed [catch {::redis::read_reply $id $fd} reply]
        return -code $failed [::ferrous::restore $reply]
    }
}

proc ferrous::wrap_server.tcl {} {
    rename ::create_server_config_file ::ferrous::create_server_config_file
    proc ::create_server_config_file {file config lines} {
        ::ferrous::create_server_config_file $file $config $lines
        set stream [open $file a]
        set words [expr {$::ferrous::takeover ? "takeover yes" : ""}]
        puts $stream "loadmodule $::env(FERROUS_MODULE) $words"
        close $stream
    }
}

proc ferrous::wrap_test.tcl {} {
    rename ::test ::ferrous::test
    proc ::test {args} {
        if {[info commands ::ferrous::upstream_send] eq {}} {
            rename ::send_data_packet ::ferrous::upstream_send
            interp alias {} ::send_data_packet {} ::ferrous::report
        }
        uplevel 1 [list ::ferrous::test {*}$args]
    }
}

# Passes on what happens in a test; one that passed without the module is ignored.
proc ferrous::report {fd status data {elapsed 0}} {
    variable involved
    if {$status eq {testing}} {
        set involved 0
    } elseif {$status eq {ok} && !$involved} {
        set status ignore
        append data ": runs no script"
    }
    upstream_send $fd $status $data $elapsed
}

# Loads a file, then wraps what it has defined.
rename ::source ::ferrous::source
proc ::source {file} {
    set name [file tail $file]
    if {$name eq {scripting.tcl} && !$::ferrous::takeover} {
        set stream [open $file]
        fconfigure $stream -encoding utf-8
        set text [read $stream]
        close $stream
        # The first half of the loop is about functions, which are not the module's.
        regsub {^foreach is_eval \{0 1\}} $text {foreach is_eval {1}} text
        # Modules have no part in the category of scripts on 7.0: the users name the command.
        set text [string map {"{+@scripting}" "{+eval}"} $text]
        return [uplevel 1 $text]
    }
    set result [uplevel 1 [list ::ferrous::source $file]]
    # The processes that upstream starts for the tests are to begin here, too.
    info script $::ferrous::script
    if {[info commands ferrous::wrap_$name] ne {}} {
        ferrous::wrap_$name
    }
    return $result
}

source tests/test_helper.tcl
