package dev.weir.localmodels.catalog;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Writes a response's body to the partial file and never past the expected length. After {@link #stop()} nothing is
 * written any more, whatever still arrives.
 */
final class PartWriter implements BodySubscriber<Long> {

    private final CompletableFuture<Long> done = new CompletableFuture<>();
    private final Path part;
    private final long expectedBytes;
    private long written;
    private boolean stopped;
    private @Nullable FileChannel channel;
    private Flow.@Nullable Subscription subscription;

    PartWriter(Path part, long offset, long expectedBytes) {
        this.part = part;
        this.written = offset;
        this.expectedBytes = expectedBytes;
    }

    /** Bytes of the file so far, those of earlier tries included. */
    synchronized long written() {
        return written;
    }

    @Override
    public CompletionStage<Long> getBody() {
        return done;
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        try {
            FileChannel opened = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel = opened;
            opened.truncate(written);
            opened.position(written);
            subscription.request(1);
        } catch (IOException e) {
            fail(SourceException.onDisk("cannot write " + part, e));
        }
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> buffers) {
        FileChannel open = channel;
        Flow.Subscription upstream = subscription;
        if (stopped || open == null || upstream == null) {
            return;
        }
        long arriving = buffers.stream().mapToLong(ByteBuffer::remaining).sum();
        if (written + arriving > expectedBytes) {
            fail(SourceException.refused("sends more than the expected " + expectedBytes + " bytes"));
            return;
        }
        try {
            for (ByteBuffer buffer : buffers) {
                while (buffer.hasRemaining()) {
                    written += open.write(buffer);
                }
            }
            upstream.request(1);
        } catch (IOException e) {
            fail(SourceException.onDisk("cannot write " + part, e));
        }
    }

    @Override
    public synchronized void onError(Throwable failure) {
        stop();
        done.completeExceptionally(failure);
    }

    @Override
    public synchronized void onComplete() {
        stop();
        done.complete(written);
    }

    /** Ends the writing, whether or not the body was complete. */
    synchronized void stop() {
        stopped = true;
        FileChannel open = channel;
        channel = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            done.completeExceptionally(SourceException.onDisk("cannot close " + part, e));
        }
    }

    private void fail(SourceException failure) {
        Flow.Subscription upstream = subscription;
        if (upstream != null) {
            upstream.cancel();
        }
        onError(failure);
    }
}
