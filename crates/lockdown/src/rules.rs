//! The Landlock rules.

use std::fs;
use std::os::unix::fs::FileTypeExt;
use std::path::{Component, Path, PathBuf};

use landlock::{
    ABI, Access, AccessFs, AccessNet, BitFlags, CompatLevel, Compatible, HandleAccessesError,
    LandlockStatus, NetPort, PathBeneath, PathFd, Ruleset, RulesetAttr, RulesetCreated,
    RulesetCreatedAttr, RulesetError, RulesetStatus,
};

use crate::{LockdownError, Report, SandboxConfig};

/// The oldest that will do: before it, a file could still be cut to nothing.
const FLOOR: ABI = ABI::V3;
/// The newest used here. ABI 9 also handles connecting to socket files, which the PC/SC service, the
/// display and the sound server are reached by.
const NEWEST: ABI = ABI::V8;
/// In `/dev`, but memory or storage that files can lie in.
const NO_DEVICES: [&str; 4] = ["/dev/shm", "/dev/mqueue", "/dev/hugepages", "/dev/fd"];

pub(crate) fn restrict(config: &SandboxConfig) -> Result<Report, LockdownError> {
    let (present, absent_devices) = devices(&config.devices)?;
    let rules = handled(config)?.create().map_err(LockdownError::Rules)?;
    let rules = allow(rules, config, &present)?;
    let status = rules.restrict_self().map_err(LockdownError::Rules)?;
    let LandlockStatus::Available { effective_abi, .. } = status.landlock else {
        return Err(LockdownError::KernelTooOld);
    };
    if status.ruleset == RulesetStatus::NotEnforced || !status.no_new_privs || effective_abi < FLOOR
    {
        return Err(LockdownError::KernelTooOld);
    }
    Ok(Report {
        abi: effective_abi as u32,
        files: true,
        device_ioctls: effective_abi >= ABI::V5,
        tcp_ports: config.tcp_ports.is_some() && effective_abi >= ABI::V4,
        execution: config.deny_execution,
        dumps: true,
        absent_devices,
        swap: None,
    })
}

/// What is denied unless a rule allows it.
fn handled(config: &SandboxConfig) -> Result<Ruleset, LockdownError> {
    let mut floor = AccessFs::from_write(FLOOR);
    if config.deny_execution {
        floor |= AccessFs::Execute;
    }
    let mut rules = Ruleset::default()
        .set_compatibility(CompatLevel::HardRequirement)
        .handle_access(floor)
        .map_err(too_old)?
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_write(NEWEST))
        .map_err(LockdownError::Rules)?;
    if config.tcp_ports.is_some() {
        rules = rules
            .handle_access(AccessNet::from_all(NEWEST))
            .map_err(LockdownError::Rules)?;
    }
    Ok(rules)
}

fn too_old(error: RulesetError) -> LockdownError {
    match error {
        RulesetError::HandleAccesses(HandleAccessesError::Fs(_)) => LockdownError::KernelTooOld,
        other => LockdownError::Rules(other),
    }
}

fn allow(
    mut rules: RulesetCreated,
    config: &SandboxConfig,
    devices: &[PathBuf],
) -> Result<RulesetCreated, LockdownError> {
    // Writing to what is there, and no more: nothing can be created or removed even beneath these.
    let device: BitFlags<AccessFs> = AccessFs::WriteFile | AccessFs::Truncate | AccessFs::IoctlDev;
    for path in devices {
        let parent = PathFd::new(path).map_err(LockdownError::Device)?;
        let rule = PathBeneath::new(parent, device);
        rules = rules.add_rule(rule).map_err(LockdownError::Rules)?;
    }
    for port in config.tcp_ports.iter().flatten() {
        let rule = NetPort::new(*port, AccessNet::ConnectTcp);
        rules = rules.add_rule(rule).map_err(LockdownError::Rules)?;
    }
    Ok(rules)
}

/// Those that exist and those that do not.
fn devices(listed: &[PathBuf]) -> Result<(Vec<PathBuf>, Vec<PathBuf>), LockdownError> {
    let (mut present, mut absent) = (Vec::new(), Vec::new());
    for path in listed {
        let no_device = || LockdownError::NotADevice(path.clone());
        if !names_a_device(path) {
            return Err(no_device());
        }
        // A rule holds for what the path leads to, so that is what has to be a device.
        let Ok(target) = fs::canonicalize(path) else {
            absent.push(path.clone());
            continue;
        };
        let kind = fs::metadata(&target).map_err(|_| no_device())?.file_type();
        if !names_a_device(&target) || !(kind.is_char_device() || kind.is_dir()) {
            return Err(no_device());
        }
        present.push(target);
    }
    Ok((present, absent))
}

fn names_a_device(path: &Path) -> bool {
    let plain = path
        .components()
        .all(|part| matches!(part, Component::RootDir | Component::Normal(_)));
    let beneath = path.starts_with("/dev") && path != Path::new("/dev");
    plain && beneath && !NO_DEVICES.iter().any(|memory| path.starts_with(memory))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_a_device_can_be_listed() {
        for path in ["/dev/null", "/dev/dri", "/dev/snd/controlC0", "/dev/tty1"] {
            assert!(names_a_device(Path::new(path)), "{path}");
        }
        for path in [
            "/",
            "/dev",
            "/dev/",
            "/dev/shm",
            "/dev/shm/x",
            "/tmp",
            "/dev/../tmp",
            "dev/null",
            "",
        ] {
            assert!(!names_a_device(Path::new(path)), "{path}");
        }
    }

    #[test]
    fn a_device_that_is_not_there_is_reported_and_a_symlink_out_of_dev_refused() {
        let listed = ["/dev/null".into(), "/dev/no-such-device".into()];
        let (present, absent) = devices(&listed).unwrap();
        assert_eq!(present, [PathBuf::from("/dev/null")]);
        assert_eq!(absent, [PathBuf::from("/dev/no-such-device")]);
        // /dev/fd, and /dev/stdout behind it, lead to /proc.
        assert!(matches!(
            devices(&["/dev/fd".into()]),
            Err(LockdownError::NotADevice(_))
        ));
    }
}
