package dev.weir.gateway.inference;

import dev.weir.gateway.error.GatewayException;
import dev.weir.gateway.inference.Race.Arrival;
import dev.weir.policy.Preference;
import dev.weir.router.selection.RoutingRequest.Wanted;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes a call to the cloud and, where its first token keeps its client waiting too long, one more beside it: the first to
 * answer wins, the other is ended. Decides neither where that one may go nor whether it may leave. Thread-safe.
 *
 * <p>Only streams are hedged: of a whole answer nobody sees the first token, and nearly every one would count as slow.
 *
 * @see <a href="https://research.google/pubs/the-tail-at-scale/">Dean and Barroso, The Tail at Scale (2013)</a>
 */
final class Hedging {

    private final HedgeProperties settings;
    private final ModelDirectory models;
    private final FirstTokenTimes times = new FirstTokenTimes();
    private final Counter first;
    private final Counter second;
    private final Counter neither;

    Hedging(HedgeProperties settings, ModelDirectory models, MeterRegistry meters) {
        this.settings = settings;
        this.models = models;
        this.first = counter("first", meters);
        this.second = counter("second", meters);
        this.neither = counter("neither", meters);
    }

    private static Counter counter(String winner, MeterRegistry meters) {
        return Counter.builder("weir.cloud.hedges")
                .description("Requests for which two cloud models were asked at once, by the one that answered")
                .tag("won", winner)
                .register(meters);
    }

    /** What came of it. */
    sealed interface Result {

        /**
         * An answer.
         *
         * @param other the call that was made beside it; empty where there was none
         */
        record Answered(Attempt by, ChatReply reply, Optional<Attempt> other) implements Result {}

        /** Nobody answered; the outcome of the last call is still to be recorded. */
        record Failed(Attempt last, GatewayException error) implements Result {}
    }

    /**
     * Makes the call.
     *
     * @param beside decides on another call, records it and sets aside what it costs; empty where there is none to be made
     */
    Result call(Attempt attempt, Function<Attempt, Optional<Attempt>> beside) {
        if (!hedgeable(attempt.voyage())) {
            return alone(attempt);
        }
        try (Race race = new Race(times)) {
            race.start(attempt);
            Optional<Duration> patience = patience(attempt);
            Optional<Arrival> prompt = patience.flatMap(race::within);
            if (patience.isEmpty() || prompt.isPresent()) {
                return result(prompt.orElseGet(race::next), Optional.empty());
            }
            Optional<Attempt> other = attempt.voyage().client().gone() ? Optional.empty() : beside.apply(attempt);
            return other.isPresent() ? decide(race, attempt, other.get()) : result(race.next(), Optional.empty());
        }
    }

    private static Result alone(Attempt attempt) {
        try {
            return new Result.Answered(attempt, attempt.call(attempt.voyage().client()), Optional.empty());
        } catch (GatewayException error) {
            return new Result.Failed(attempt, error);
        }
    }

    private Result decide(Race race, Attempt slow, Attempt added) {
        race.start(added);
        Arrival arrival = race.next();
        Attempt other = arrival.of().id().equals(slow.id()) ? added : slow;
        if (arrival instanceof Arrival.Failed(Attempt failed, GatewayException error)) {
            if (slow.voyage().client().gone()) {
                failed.outcome().cancelled();
            } else {
                failed.outcome().failed(error);
            }
            arrival = race.next();
            other = failed;
        } else {
            race.abandon(other);
        }
        Result result = result(arrival, Optional.of(other));
        switch (result) {
            case Result.Answered answered -> (answered.by().id().equals(slow.id()) ? first : second).increment();
            case Result.Failed _ -> neither.increment();
        }
        return result;
    }

    private static Result result(Arrival arrival, Optional<Attempt> other) {
        return switch (arrival) {
            case Arrival.Answered(Attempt by, ChatReply reply) -> new Result.Answered(by, reply, other);
            case Arrival.Failed(Attempt last, GatewayException error) ->
                new Result.Failed(other.map(last::after).orElse(last), error);
        };
    }

    /**
     * Whether a second call would be what its client and its policy want: the first call of a stream of one choice, whose
     * model Weir chose, without work that a provider does beside the answer, and where the policy doesn't save on the cloud.
     */
    private boolean hedgeable(Voyage voyage) {
        ChatRequest request = voyage.request();
        Preference preference = voyage.verdict().preference();
        return settings.when().isPresent()
                && voyage.failed().isEmpty()
                && request.stream()
                && request.choices() == 1
                && !request.needs().contains("web_search_options")
                && !(models.wanted(request.model()) instanceof Wanted.Model)
                && preference != Preference.LOCAL
                && preference != Preference.LOCAL_FIRST
                && voyage.policy().rules().policy().routing().cloudShare().isEmpty();
    }

    private Optional<Duration> patience(Attempt attempt) {
        return settings.when().flatMap(after -> switch (after) {
            case HedgeAfter.Fixed fixed -> Optional.of(fixed.after());
            case HedgeAfter.Percentile percentile ->
                times.percentile(attempt.course().model(), percentile.percent());
        });
    }
}
