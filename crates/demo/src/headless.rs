// SPDX-License-Identifier: GPL-3.0-only
//! A screen without a display: the same Slint pages, drawn by the software renderer into memory.

use std::{
    rc::Rc,
    sync::mpsc,
    time::{Duration, Instant},
};

use slint::{
    EventLoopError, PhysicalSize, PlatformError, Rgb8Pixel, SharedPixelBuffer,
    platform::{
        EventLoopProxy, Platform, WindowAdapter, duration_until_next_timer_update,
        software_renderer::{MinimalSoftwareWindow, RepaintBufferType},
        update_timers_and_animations,
    },
};

enum Work {
    Run(Box<dyn FnOnce() + Send>),
    Quit,
}

/// The memory screen.
pub struct Headless {
    window: Rc<MinimalSoftwareWindow>,
    started: Instant,
    sender: mpsc::Sender<Work>,
    receiver: mpsc::Receiver<Work>,
}

/// A handle to the memory screen, for pictures.
#[derive(Clone)]
pub struct Canvas {
    window: Rc<MinimalSoftwareWindow>,
}

impl std::fmt::Debug for Canvas {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Canvas")
    }
}

impl std::fmt::Debug for Headless {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Headless")
    }
}

struct Proxy(mpsc::Sender<Work>);

impl EventLoopProxy for Proxy {
    fn quit_event_loop(&self) -> Result<(), EventLoopError> {
        self.0
            .send(Work::Quit)
            .map_err(|_| EventLoopError::EventLoopTerminated)
    }

    fn invoke_from_event_loop(
        &self,
        event: Box<dyn FnOnce() + Send>,
    ) -> Result<(), EventLoopError> {
        self.0
            .send(Work::Run(event))
            .map_err(|_| EventLoopError::EventLoopTerminated)
    }
}

impl Headless {
    /// Makes the memory screen Slint's platform for this thread; to be called before any window exists.
    ///
    /// # Errors
    /// Slint's, where another platform is already set.
    pub fn install(width: u32, height: u32) -> Result<Canvas, PlatformError> {
        let window = MinimalSoftwareWindow::new(RepaintBufferType::NewBuffer);
        window.set_size(PhysicalSize::new(width, height));
        let (sender, receiver) = mpsc::channel();
        let canvas = Canvas {
            window: window.clone(),
        };
        slint::platform::set_platform(Box::new(Headless {
            window,
            started: Instant::now(),
            sender,
            receiver,
        }))
        .map_err(|error| PlatformError::Other(error.to_string()))?;
        Ok(canvas)
    }
}

impl Platform for Headless {
    fn create_window_adapter(&self) -> Result<Rc<dyn WindowAdapter>, PlatformError> {
        Ok(self.window.clone())
    }

    fn duration_since_start(&self) -> Duration {
        self.started.elapsed()
    }

    fn new_event_loop_proxy(&self) -> Option<Box<dyn EventLoopProxy>> {
        Some(Box::new(Proxy(self.sender.clone())))
    }

    fn run_event_loop(&self) -> Result<(), PlatformError> {
        loop {
            update_timers_and_animations();
            let wait = duration_until_next_timer_update().unwrap_or(Duration::from_secs(1));
            match self.receiver.recv_timeout(wait) {
                Ok(Work::Run(event)) => event(),
                Ok(Work::Quit) | Err(mpsc::RecvTimeoutError::Disconnected) => return Ok(()),
                Err(mpsc::RecvTimeoutError::Timeout) => {}
            }
        }
    }
}

impl Canvas {
    /// Gives the screen another size.
    pub fn resize(&self, width: u32, height: u32) {
        self.window.set_size(PhysicalSize::new(width, height));
    }

    /// The screen once nothing changes any more: what follows from a change (the unit from the size) is reckoned, and
    /// a page has laid itself out. Not to be called from a timer: it runs those that are due.
    #[must_use]
    pub fn settled(&self) -> SharedPixelBuffer<Rgb8Pixel> {
        update_timers_and_animations();
        let _ = self.picture();
        update_timers_and_animations();
        self.picture()
    }

    /// Draws what a person would see now.
    #[must_use]
    pub fn picture(&self) -> SharedPixelBuffer<Rgb8Pixel> {
        let size = self.window.size();
        let mut buffer = SharedPixelBuffer::<Rgb8Pixel>::new(size.width, size.height);
        self.window.request_redraw();
        self.window.draw_if_needed(|renderer| {
            renderer.render(buffer.make_mut_slice(), size.width as usize);
        });
        buffer
    }
}

/// Encodes a picture as PNG.
///
/// # Errors
/// The encoder's.
pub fn to_png(picture: &SharedPixelBuffer<Rgb8Pixel>) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, picture.width(), picture.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(picture.as_bytes())?;
    writer.finish()?;
    Ok(bytes)
}
