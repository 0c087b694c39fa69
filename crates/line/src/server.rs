//! The server end: an axum router behind mutual TLS, each request knowing its [`Peer`].

use std::future::Future;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum_server::Handle;
use axum_server::accept::Accept;
use rustls::ServerConfig;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::{LineError, Peer};

/// The largest request body that is read, in bytes. A request with all card files is about 6 KiB.
pub const MAX_BODY: usize = 64 * 1024;
const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(5);
const LINGER: Duration = Duration::from_secs(1);
const LINGER_READS: usize = 32;
const SHUTDOWN_GRACE: Duration = Duration::from_secs(2);

/// A server that runs until it is shut down or dropped.
pub struct Running {
    addr: SocketAddr,
    handle: Handle<SocketAddr>,
    task: Option<tokio::task::JoinHandle<io::Result<()>>>,
}

impl std::fmt::Debug for Running {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Running")
            .field("addr", &self.addr)
            .finish_non_exhaustive()
    }
}

impl Running {
    /// Where it listens; with port 0 asked for, the port it got.
    #[must_use]
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Stops taking connections, lets the running requests end (two seconds at most), and ends.
    pub async fn shutdown(mut self) {
        self.handle.graceful_shutdown(Some(SHUTDOWN_GRACE));
        if let Some(task) = self.task.take() {
            let _ended = task.await;
        }
    }

    /// Waits until the server ends of itself, which it does only on an error of the socket.
    ///
    /// # Errors
    /// [`LineError::Socket`].
    pub async fn wait(mut self) -> Result<(), LineError> {
        match self.task.take() {
            None => Ok(()),
            Some(task) => match task.await {
                Ok(ended) => ended.map_err(LineError::Socket),
                Err(_) => Err(LineError::Socket(io::Error::other("the server task ended"))),
            },
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.handle.shutdown();
    }
}

/// Serves `router` on `listener` on the current tokio runtime. Handlers take the other end as
/// `Extension<Peer>`; no request without one reaches them. Bodies are bounded by [`MAX_BODY`].
///
/// # Errors
/// [`LineError::Socket`].
pub fn serve(
    listener: TcpListener,
    config: ServerConfig,
    router: Router,
) -> Result<Running, LineError> {
    let addr = listener.local_addr().map_err(LineError::Socket)?;
    listener.set_nonblocking(true).map_err(LineError::Socket)?;
    let handle = Handle::new();
    let tls = TlsAcceptor::from(Arc::new(config));
    let router = router.layer(DefaultBodyLimit::max(MAX_BODY));
    let server = axum_server::from_tcp(listener)
        .map_err(LineError::Socket)?
        .handle(handle.clone())
        .acceptor(PeerAcceptor { tls })
        .serve(router.into_make_service());
    Ok(Running {
        addr,
        handle,
        task: Some(tokio::spawn(server)),
    })
}

#[derive(Clone)]
struct PeerAcceptor {
    tls: TlsAcceptor,
}

impl Accept<TcpStream, Router> for PeerAcceptor {
    type Stream = TlsStream<TcpStream>;
    type Service = Router;
    type Future = Pin<Box<dyn Future<Output = io::Result<(Self::Stream, Self::Service)>> + Send>>;

    fn accept(&self, stream: TcpStream, service: Router) -> Self::Future {
        let tls = self.tls.clone();
        Box::pin(async move {
            stream.set_nodelay(true)?;
            let handshake = tls.accept(stream).into_fallible();
            let stream = match timeout(HANDSHAKE_TIMEOUT, handshake).await {
                Ok(Ok(stream)) => stream,
                Ok(Err((error, stream))) => {
                    linger(stream).await;
                    return Err(error);
                }
                Err(_) => return Err(io::ErrorKind::TimedOut.into()),
            };
            let peer = stream
                .get_ref()
                .1
                .peer_certificates()
                .and_then(|chain| chain.first())
                .and_then(|certificate| Peer::of(certificate).ok())
                .ok_or_else(|| io::Error::from(io::ErrorKind::PermissionDenied))?;
            Ok((
                stream,
                service.layer(axum::middleware::map_request(put_peer(peer))),
            ))
        })
    }
}

/// Lets the other end read why it was refused. In TLS 1.3 it has already sent its first request when its certificate is
/// judged; closing with that unread would reset the connection, and the alert would be lost on its way.
async fn linger(mut stream: TcpStream) {
    let drain = async {
        let _sent = stream.shutdown().await;
        let mut unread = [0; 4096];
        for _ in 0..LINGER_READS {
            match stream.read(&mut unread).await {
                Ok(1..) => {}
                _ => break,
            }
        }
    };
    let _drained = timeout(LINGER, drain).await;
}

fn put_peer(
    peer: Peer,
) -> impl Fn(Request) -> std::future::Ready<Request> + Clone + Send + Sync + 'static {
    move |mut request: Request| {
        request.extensions_mut().insert(peer.clone());
        std::future::ready(request)
    }
}
