package dev.weir.gateway.inference.cloud;

import com.anthropic.core.Sleeper;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Anthropic's SDK waits between its own retries, of which there are none; its default would start a thread. */
enum NoSleep implements Sleeper {
    INSTANCE;

    @Override
    public void sleep(Duration duration) {
        throw new IllegalStateException("the SDK must not repeat requests");
    }

    @Override
    public CompletableFuture<Void> sleepAsync(Duration duration) {
        return CompletableFuture.failedFuture(new IllegalStateException("the SDK must not repeat requests"));
    }

    @Override
    public void close() {}
}
