package dev.weir.gateway.audit.shipping;

import dev.weir.auditlog.journal.LogEntry;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A syslog server, over TLS.
 *
 * <p>Syslog has no receipts: what was written to a connection that breaks may or may not have arrived. So an entry counts as
 * shipped only once its connection has stood for a while after it; a new connection begins with the first entry that doesn't
 * count yet. A server gets some entries twice then, and tells them by their numbers.
 */
final class SyslogDestination implements Destination {

    private static final int BATCH = 1000;
    private static final int CONNECT_MILLIS = 10_000;
    private static final int LOOK_MILLIS = 1;
    private static final long SEND_SECONDS = 30;

    private final SyslogProperties settings;
    private final String host;
    private final SSLContext tls;
    private final Queue<Sent> unconfirmed = new ArrayDeque<>();
    private volatile @Nullable Connection connection;
    private volatile boolean closed;

    /** Entries behind {@code after} that were sent at that time. */
    private record Sent(long after, long at) {}

    /** A TLS connection and what carries it: closing the plain socket never waits, whatever the peer does. */
    private record Connection(Socket plain, SSLSocket socket, OutputStream out) {

        void abort() {
            try {
                plain.close();
            } catch (IOException goneAnyway) {
                // There is nobody who could do better.
            }
        }
    }

    private SyslogDestination(SyslogProperties settings, String host, SSLContext tls) {
        this.settings = settings;
        this.host = host;
        this.tls = tls;
    }

    static SyslogDestination open(SyslogProperties settings) throws InvalidShippingException {
        return new SyslogDestination(
                settings,
                settings.host().orElseThrow(),
                TrustedCertificates.context("weir.audit.syslog.trusted", settings.trusted()));
    }

    @Override
    public String name() {
        return "syslog";
    }

    @Override
    public int batch() {
        return BATCH;
    }

    @Override
    public void send(Batch batch) throws UndeliveredException {
        try {
            Connection open = connected();
            CompletableFuture<Void> written = new CompletableFuture<>();
            CompletableFuture<Void> watched = written.orTimeout(SEND_SECONDS, TimeUnit.SECONDS)
                    .whenComplete((_, late) -> {
                        if (late != null) {
                            open.abort();
                        }
                    });
            for (LogEntry entry : batch.entries()) {
                open.out().write(SyslogMessage.frame(entry));
            }
            open.out().flush();
            written.complete(null);
            if (watched.isCompletedExceptionally()) {
                throw new SocketTimeoutException("the server took too long");
            }
            unconfirmed.add(new Sent(batch.after(), System.nanoTime()));
        } catch (IOException failed) {
            throw broken(failed);
        }
    }

    private Connection connected() throws IOException {
        Connection open = connection;
        if (open == null) {
            open = connect();
            connection = open;
            if (closed) {
                open.abort();
            }
        }
        return open;
    }

    private Connection connect() throws IOException {
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(host, settings.port()), CONNECT_MILLIS);
            plain.setSoTimeout(CONNECT_MILLIS);
            SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, host, settings.port(), true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            socket.setSoTimeout(LOOK_MILLIS);
            return new Connection(plain, socket, new BufferedOutputStream(socket.getOutputStream(), 1 << 16));
        } catch (IOException | RuntimeException failed) {
            plain.close();
            throw failed;
        }
    }

    @Override
    public long confirmed(long sent) throws UndeliveredException {
        Connection open = connection;
        if (open == null) {
            return sent;
        }
        try {
            requireOpen(open.socket());
        } catch (IOException failed) {
            throw broken(failed);
        }
        long until = System.nanoTime() - settings.confirmAfter().toNanos();
        while (!unconfirmed.isEmpty() && unconfirmed.element().at() - until <= 0) {
            unconfirmed.remove();
        }
        return unconfirmed.isEmpty() ? sent : unconfirmed.element().after();
    }

    /** A syslog server says nothing, so all that can be read is that it has closed the connection. */
    private static void requireOpen(SSLSocket socket) throws IOException {
        try {
            if (socket.getInputStream().read() < 0) {
                throw new IOException("the server closed the connection");
            }
        } catch (SocketTimeoutException stillOpen) {
            // as it should be
        }
    }

    private UndeliveredException broken(IOException failed) {
        Connection open = connection;
        if (open != null) {
            open.abort();
            connection = null;
        }
        unconfirmed.clear();
        String why = failed instanceof SSLException ? "no trusted connection, " : "no connection, ";
        return UndeliveredException.passing(why + failed);
    }

    @Override
    public void close() {
        closed = true;
        Connection open = connection;
        if (open != null) {
            open.abort();
        }
    }
}
