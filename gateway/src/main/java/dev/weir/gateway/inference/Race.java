package dev.weir.gateway.inference;

import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.error.GatewayException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calls that are made for one request at once, each on a thread of its own. Whoever waits takes what comes of them and
 * abandons what isn't needed any more. One thread starts and waits.
 */
final class Race implements AutoCloseable {

    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final Map<String, CallPresence> running = new HashMap<>();
    private final FirstTokenTimes times;

    Race(FirstTokenTimes times) {
        this.times = times;
    }

    /** What came of one call. */
    sealed interface Arrival {

        Attempt of();

        /** Its answer is there, or the first token of it. */
        record Answered(Attempt of, ChatReply reply) implements Arrival {}

        record Failed(Attempt of, GatewayException error) implements Arrival {}
    }

    synchronized void start(Attempt attempt) {
        CallPresence presence = new CallPresence(attempt.voyage().client());
        running.put(attempt.id(), presence);
        Thread.ofVirtual().name("weir-call-" + attempt.provider()).start(() -> run(attempt, presence));
    }

    private void run(Attempt attempt, CallPresence presence) {
        long started = System.nanoTime();
        Arrival arrival = arrival(attempt, presence);
        if (arrival instanceof Arrival.Answered || presence.gone()) {
            times.observed(attempt.course().model(), Duration.ofNanos(System.nanoTime() - started));
        }
        if (!arrive(arrival)) {
            discard(arrival);
        }
    }

    /** Whether anybody still wants it. */
    private synchronized boolean arrive(Arrival arrival) {
        return running.remove(arrival.of().id()) != null && arrivals.add(arrival);
    }

    private static Arrival arrival(Attempt attempt, CallPresence presence) {
        try {
            return new Arrival.Answered(attempt, attempt.call(presence));
        } catch (GatewayException error) {
            return new Arrival.Failed(attempt, error);
        } catch (RuntimeException | Error unexpected) {
            // Somebody waits for this call. The message may quote the request, so only the type is told.
            return new Arrival.Failed(
                    attempt,
                    GatewayException.of(
                            GatewayErrorCode.INTERNAL_ERROR,
                            "the call ended with " + unexpected.getClass().getSimpleName()));
        }
    }

    private static void discard(@Nullable Arrival arrival) {
        if (arrival instanceof Arrival.Answered answered && answered.reply() instanceof ChatReply.Streamed streamed) {
            streamed.chunks().close();
        }
    }

    /** The next arrival, if there is one before time is up. */
    Optional<Arrival> within(Duration limit) {
        try {
            return Optional.ofNullable(arrivals.poll(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException ends) {
            Thread.currentThread().interrupt();
            return Optional.of(next());
        }
    }

    /** The next arrival. Every call has limits of its own, so that there is one; who is interrupted ends all of them. */
    Arrival next() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return arrivals.take();
                } catch (InterruptedException ends) {
                    interrupted = true;
                    giveUp();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void giveUp() {
        List.copyOf(running.values()).forEach(CallPresence::giveUp);
    }

    /** Ends what nobody took, which happens only where the one who waits was thrown out. */
    @Override
    public void close() {
        giveUp();
        synchronized (this) {
            running.clear();
        }
        arrivals.forEach(Race::discard);
    }

    /** Ends a call that lost; its provider may have done the work all the same. */
    void abandon(Attempt loser) {
        CallPresence presence;
        synchronized (this) {
            presence = running.remove(loser.id());
        }
        if (presence != null) {
            presence.giveUp();
        }
        Arrival late = arrivals.poll();
        if (late instanceof Arrival.Failed failed) {
            loser.outcome().failed(failed.error());
        } else {
            discard(late);
            loser.outcome().beaten();
        }
    }
}
