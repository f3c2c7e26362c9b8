package dev.weir.localmodels.catalog;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Reads nothing of a body: closes the exchange at once, so that an endless error page costs nothing. */
final class IgnoredBody implements BodySubscriber<Long> {

    private final CompletableFuture<Long> done = new CompletableFuture<>();
    private final @Nullable SourceException refusal;

    IgnoredBody(@Nullable SourceException refusal) {
        this.refusal = refusal;
    }

    @Override
    public CompletionStage<Long> getBody() {
        return done;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.cancel();
        if (refusal == null) {
            done.complete(0L);
        } else {
            done.completeExceptionally(refusal);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {}

    @Override
    public void onError(Throwable failure) {
        done.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        done.complete(0L);
    }
}
