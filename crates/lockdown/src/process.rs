//! What is asked of the process itself.

use std::fs;
use std::io::ErrorKind;

use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};

use crate::LockdownError;

/// Landlock binds the calling thread and what it starts: a thread that runs already stays free.
pub(crate) fn is_single_threaded() -> Result<(), LockdownError> {
    let tasks = fs::read_dir("/proc/self/task").map_err(LockdownError::Proc)?;
    match tasks.count() {
        1 => Ok(()),
        threads => Err(LockdownError::Threads(threads)),
    }
}

/// Landlock judges when a file is opened: a descriptor from before stays writable.
///
/// Standard input, output and error are where the operator sends the log; they are left alone.
pub(crate) fn has_no_file_open_for_writing() -> Result<(), LockdownError> {
    let descriptors = fs::read_dir("/proc/self/fd").map_err(LockdownError::Proc)?;
    for entry in descriptors {
        let entry = entry.map_err(LockdownError::Proc)?;
        let number = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse::<u32>().ok());
        let Some(number) = number.filter(|number| *number > 2) else {
            continue;
        };
        // Followed, and without opening it: the descriptor of this very listing is gone by then.
        let is_file = match fs::metadata(entry.path()) {
            Ok(metadata) => metadata.is_file(),
            Err(error) if error.kind() == ErrorKind::NotFound => false,
            Err(error) => return Err(LockdownError::Proc(error)),
        };
        if is_file && opened_for_writing(number)? {
            return Err(LockdownError::OpenForWriting(number));
        }
    }
    Ok(())
}

/// proc(5), `/proc/pid/fdinfo`: the line `flags:` has the open flags in octal, access mode in the
/// lowest two bits; 0 is read only.
fn opened_for_writing(number: u32) -> Result<bool, LockdownError> {
    let info =
        fs::read_to_string(format!("/proc/self/fdinfo/{number}")).map_err(LockdownError::Proc)?;
    let flags = info.lines().find_map(|line| line.strip_prefix("flags:"));
    let flags = flags.and_then(|text| u32::from_str_radix(text.trim(), 8).ok());
    // A descriptor that does not say counts as writable.
    Ok(flags.is_none_or(|flags| flags & 0o3 != 0))
}

/// proc(5), `/proc/swaps`: a head line, then one line for each.
pub(crate) fn has_swap() -> Option<bool> {
    let text = fs::read_to_string("/proc/swaps").ok()?;
    Some(text.lines().count() > 1)
}

/// No core dump of this process or its children, no tracing by others of the same user.
pub(crate) fn forbid_dumps() -> Result<(), LockdownError> {
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    setrlimit(Resource::Core, none).map_err(LockdownError::Dumps)?;
    // The limit does not hold where core_pattern is a pipe (core(5)); this does.
    set_dumpable_behavior(DumpableBehavior::NotDumpable).map_err(LockdownError::Dumps)
}
