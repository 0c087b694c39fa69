//! How long a card would take for what was said to it: computed from a trace, not slept.

use card_driver::transport::Step;
use std::time::Duration;

/// ISO/IEC 14443-4, type B: 10 etu a byte, three bytes of PCB and CRC a block, SOF and EOF 23 etu a frame, frames of
/// 256 bytes both ways, 0.3 ms to turn round, at 106 kbit/s; and the card thinks for 15 ms about every command.
const ETU_NS: u64 = 9_440;
const BLOCK_OVERHEAD: u64 = 3;
const FRAME_OVERHEAD_ETU: u64 = 23;
const FRAME: u64 = 256;
const TURNAROUND_NS: u64 = 300_000;
const THINKING_NS: u64 = 15_000_000;

/// One direction of an exchange: as many blocks as it takes, each but the last acknowledged by an empty one.
fn wire(bytes: usize) -> u64 {
    let bytes = bytes as u64;
    let blocks = bytes.div_ceil(FRAME - BLOCK_OVERHEAD).max(1);
    let frames = 2 * blocks - 1;
    let frame = (BLOCK_OVERHEAD * 10 + FRAME_OVERHEAD_ETU) * ETU_NS + TURNAROUND_NS;
    bytes * 10 * ETU_NS + frames * frame
}

/// The modelled time on the wire alone.
pub(crate) fn on_the_wire(steps: &[Step]) -> Duration {
    let apdus = steps.iter().filter(|step| step.is_apdu());
    Duration::from_nanos(
        apdus
            .map(|step| wire(step.sent()) + wire(step.received()))
            .sum(),
    )
}

/// The modelled time of `steps`, thinking included.
pub(crate) fn modelled(steps: &[Step]) -> Duration {
    let apdus = steps.iter().filter(|step| step.is_apdu()).count() as u64;
    on_the_wire(steps) + Duration::from_nanos(apdus * THINKING_NS)
}
