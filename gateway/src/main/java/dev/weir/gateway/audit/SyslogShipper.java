package dev.weir.gateway.audit;

import dev.weir.auditlog.journal.JournalCursor;
import dev.weir.auditlog.journal.LogEntry;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends every entry to a syslog server, in order and at least once.
 *
 * <p>Syslog has no receipts: what was written to a connection that breaks may or may not have arrived. So an entry counts as
 * shipped only once its connection has stood for a while after it; a new connection begins with the first entry that doesn't
 * count yet. A server gets some entries twice then, and tells them by their numbers. Nothing else waits for this.
 */
final class SyslogShipper implements AutoCloseable {

    static final String FILE = "syslog-cursor";

    private static final Logger LOG = LoggerFactory.getLogger(SyslogShipper.class);
    private static final int CONNECT_MILLIS = 10_000;
    private static final Duration BEAT = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final LogRecord log;
    private final SyslogProperties settings;
    private final SSLContext tls;
    private final ShippingCursor cursor;
    private final Thread thread;
    private volatile boolean closed;
    private volatile long shipped;
    private boolean failing;

    /** Up to which entry was sent, and when. */
    private record Sent(long sequence, long at) {}

    private SyslogShipper(
            LogRecord log, SyslogProperties settings, SSLContext tls, ShippingCursor cursor, long shipped) {
        this.log = log;
        this.settings = settings;
        this.tls = tls;
        this.cursor = cursor;
        this.shipped = shipped;
        this.thread = Thread.ofPlatform().name("weir-syslog").daemon().unstarted(this::run);
    }

    /**
     * Starts to ship from where the last run ended.
     *
     * @throws AuditStartException if the settings can't be used
     */
    static SyslogShipper start(Path directory, LogRecord log, SyslogProperties settings) {
        try {
            ShippingCursor cursor = new ShippingCursor(directory.resolve(FILE));
            SyslogShipper shipper =
                    new SyslogShipper(log, settings, context(settings.trusted()), cursor, cursor.read());
            shipper.thread.start();
            return shipper;
        } catch (IOException | GeneralSecurityException unusable) {
            throw new AuditStartException(
                    "The decision log can't be shipped by syslog: " + unusable.getMessage() + ".",
                    "Check `weir.audit.syslog.trusted`, a PEM file with a certificate.",
                    unusable);
        }
    }

    private static SSLContext context(Optional<String> trusted) throws IOException, GeneralSecurityException {
        if (trusted.isEmpty()) {
            return SSLContext.getDefault();
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(Path.of(trusted.get()))) {
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("trusted-" + number++, certificate);
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private void run() {
        try {
            while (!closed) {
                if (log.journal().awaitBeyond(shipped, BEAT)) {
                    shipOrReport();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void shipOrReport() throws InterruptedException {
        try (SSLSocket socket = connect()) {
            ship(socket);
        } catch (IOException failed) {
            if (!failing) {
                LOG.error(
                        "the decision log can't be shipped by syslog; it is tried again from entry {}",
                        shipped + 1,
                        failed);
            }
            failing = true;
            Thread.sleep(RETRY);
        }
    }

    private SSLSocket connect() throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket();
        try {
            String host = settings.host().orElseThrow();
            socket.connect(new InetSocketAddress(host, settings.port()), CONNECT_MILLIS);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(CONNECT_MILLIS);
            socket.startHandshake();
            return socket;
        } catch (IOException | RuntimeException failed) {
            socket.close();
            throw failed;
        }
    }

    /** Sends on one connection until it breaks or the gateway ends. */
    private void ship(SSLSocket socket) throws IOException, InterruptedException {
        socket.setSoTimeout((int) BEAT.toMillis());
        OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
        Queue<Sent> unconfirmed = new ArrayDeque<>();
        long sent = shipped;
        while (!closed) {
            if (log.journal().awaitBeyond(sent, BEAT)) {
                sent = send(sent, out);
                unconfirmed.add(new Sent(sent, System.nanoTime()));
            }
            requireOpen(socket);
            confirm(unconfirmed);
        }
    }

    private long send(long from, OutputStream out) throws IOException {
        long sent = from;
        try (JournalCursor entries = log.journal().cursor(from + 1)) {
            for (Optional<LogEntry> entry = entries.next(); entry.isPresent() && !closed; entry = entries.next()) {
                out.write(SyslogMessage.frame(entry.get()));
                sent = entry.get().sequence();
            }
        }
        out.flush();
        return sent;
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

    private void confirm(Queue<Sent> unconfirmed) throws IOException {
        long until = System.nanoTime() - settings.confirmAfter().toNanos();
        for (Sent next = unconfirmed.peek(); next != null && next.at() - until <= 0; next = unconfirmed.peek()) {
            cursor.write(next.sequence());
            shipped = next.sequence();
            unconfirmed.remove();
            if (failing) {
                LOG.info("the decision log is shipped by syslog again");
                failing = false;
            }
        }
    }

    /** How many entries the receiver hasn't got for sure. */
    long lag() {
        return log.head().size() - shipped;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
