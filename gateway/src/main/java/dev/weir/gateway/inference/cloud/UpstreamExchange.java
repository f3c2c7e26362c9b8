package dev.weir.gateway.inference.cloud;

import dev.weir.gateway.inference.cloud.UpstreamFailure.Kind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * One answer of a provider, from its head on. Read by one thread; {@link #close} may be called by any thread and more
 * than once.
 *
 * <p>INVARIANT: an answer that is not read to its end is aborted before it is closed. Closing alone would read on until
 * the provider has sent, and billed, everything.
 */
final class UpstreamExchange implements AutoCloseable {

    private static final Duration GRACE = Duration.ofMillis(250);

    /** How an answer comes. */
    enum Form {
        WHOLE,
        STREAM
    }

    private final String provider;
    private final CloudProperties.Limits limits;
    private final HttpPost request;
    private final ClassicHttpResponse response;
    private final Ending ending;
    private final Deadline deadline;
    private final InputStream body;
    private final AtomicBoolean released = new AtomicBoolean();
    private volatile boolean left;
    private volatile boolean flowing;
    private volatile boolean complete;
    private volatile @Nullable UpstreamFailure fault;

    UpstreamExchange(
            String provider,
            CloudProperties.Limits limits,
            HttpPost request,
            ClassicHttpResponse response,
            Ending ending)
            throws IOException {
        this.provider = provider;
        this.limits = limits;
        this.request = request;
        this.response = response;
        this.ending = ending;
        this.deadline = ending.deadline();
        HttpEntity entity = response.getEntity();
        this.body = new Body(entity == null ? InputStream.nullInputStream() : entity.getContent());
    }

    String provider() {
        return provider;
    }

    int status() {
        return response.getCode();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(response.getFirstHeader(name)).map(Header::getValue);
    }

    /** The answer's bytes: bounded in size and time. */
    InputStream body() {
        return body;
    }

    /** Says that the first event is there: from now on silence is measured. */
    void flows() {
        flowing = true;
    }

    /** Says that the answer came to its proper end, so that the connection may serve again. */
    void completed() {
        complete = true;
        deadline.disarm();
    }

    /**
     * What an exception while reading means. What went wrong first counts: a library may close the answer on its way
     * out, which must not look like the client's leaving.
     */
    UpstreamFailure failure(Exception cause) {
        UpstreamFailure first = fault;
        return first == null ? translate(cause) : first;
    }

    private UpstreamFailure translate(Exception cause) {
        if (left) {
            return UpstreamFailure.cancelled();
        }
        Optional<UpstreamFailure> ours = ending.ofOurs(provider);
        if (ours.isPresent()) {
            return ours.get();
        }
        String name = "provider `" + provider + "` ";
        return switch (cause) {
            case TooLarge _ ->
                new UpstreamFailure(Kind.BROKEN, name + "sent an answer above the limit of " + limits.maxAnswerSize());
            case IOException _ -> new UpstreamFailure(Kind.BROKEN, name + "broke its answer off");
            default -> new UpstreamFailure(Kind.BROKEN, name + "sent an answer that makes no sense");
        };
    }

    /** Ends the exchange for the gateway: a read that still waits ends as cancelled. */
    @Override
    public void close() {
        left = true;
        release();
    }

    /** Gives the connection back, or ends it where the answer was not read to its end. */
    void release() {
        if (released.getAndSet(true)) {
            return;
        }
        if (!(complete && atEnd())) {
            request.abort();
        }
        deadline.disarm();
        try {
            response.close();
        } catch (IOException _) {
            // The connection is gone already, which is what was wanted.
        }
    }

    /** Waits a moment for the end of the body, without which the connection can't serve again. */
    private boolean atEnd() {
        deadline.arm(GRACE, "did not end its answer within ");
        try {
            return body.read() < 0;
        } catch (IOException _) {
            return false;
        }
    }

    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Counts bytes and keeps the deadline. */
    private final class Body extends FilterInputStream {

        private long room = limits.maxAnswerSize().toBytes();

        Body(InputStream bytes) {
            super(bytes);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (flowing && !complete) {
                deadline.arm(limits.idleTimeout(), "sent nothing for ");
            }
            try {
                return counted(super.read(buffer, offset, length));
            } catch (IOException e) {
                if (fault == null && !released.get()) {
                    fault = translate(e);
                }
                throw e;
            }
        }

        private int counted(int count) throws IOException {
            if (count < 0) {
                complete = true;
            }
            room -= Math.max(count, 0);
            if (room < 0) {
                throw new TooLarge();
            }
            return count;
        }

        /** The exchange closes the body; whoever reads it through a library must not drain it. */
        @Override
        public void close() {
            release();
        }
    }
}
