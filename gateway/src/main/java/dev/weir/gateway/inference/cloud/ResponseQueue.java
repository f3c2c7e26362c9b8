package dev.weir.gateway.inference.cloud;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.reactivestreams.Subscription;
import org.springframework.ai.chat.model.ChatResponse;
import reactor.core.publisher.BaseSubscriber;

/**
 * Lets one thread wait for what a reactive stream delivers, a few events ahead at most. {@link #stop} may be called by
 * any thread and wakes the waiting one.
 */
final class ResponseQueue extends BaseSubscriber<ChatResponse> {

    private static final int AHEAD = 16;

    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();

    /** What arrived. */
    sealed interface Arrival {

        record Next(ChatResponse response) implements Arrival {}

        record End() implements Arrival {}

        record Broken(Throwable cause) implements Arrival {}

        record Stopped() implements Arrival {}
    }

    /** Waits; an interrupt counts as a stop. */
    Arrival await() {
        try {
            Arrival arrival = arrivals.take();
            if (arrival instanceof Arrival.Next) {
                request(1);
            }
            return arrival;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Arrival.Stopped();
        }
    }

    void stop() {
        cancel();
        arrivals.add(new Arrival.Stopped());
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        request(AHEAD);
    }

    @Override
    protected void hookOnNext(ChatResponse response) {
        arrivals.add(new Arrival.Next(response));
    }

    @Override
    protected void hookOnComplete() {
        arrivals.add(new Arrival.End());
    }

    @Override
    protected void hookOnError(Throwable cause) {
        arrivals.add(new Arrival.Broken(cause));
    }
}
