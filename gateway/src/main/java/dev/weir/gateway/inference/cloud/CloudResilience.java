package dev.weir.gateway.inference.cloud;

import dev.weir.gateway.inference.ChatReply;
import dev.weir.gateway.inference.ClientPresence;
import dev.weir.gateway.inference.cloud.UpstreamFailure.Kind;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * One provider's circuit breaker, retry, bulkhead and rate limit, shared by its models. Thread-safe.
 *
 * <p>Only what cannot have been billed is tried again: a connection that never came about, or a refusal that says when
 * to come back; with an idempotency key also a call that ended before its answer began. A streamed call counts when its
 * stream ends, and holds its place in the bulkhead until then; a client that leaves counts neither way.
 */
final class CloudResilience {

    private static final double JITTER = 0.5;
    private static final Duration FULL_RETRY = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final String provider;
    private final CloudProperties.Resilience settings;
    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;
    private final Optional<RateLimiter> rate;
    private final Retry retry;

    CloudResilience(String provider, CloudProperties.Resilience settings) {
        this.provider = provider;
        this.settings = settings;
        this.breaker = CircuitBreaker.of(
                provider,
                CircuitBreakerConfig.custom()
                        .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(settings.window())
                        .minimumNumberOfCalls(settings.minimumCalls())
                        .failureRateThreshold(settings.failureRate())
                        .waitDurationInOpenState(settings.openFor())
                        .permittedNumberOfCallsInHalfOpenState(2)
                        // Nobody routes to an open breaker, so no call would ever half-open it.
                        .automaticTransitionFromOpenToHalfOpenEnabled(true)
                        .build());
        this.bulkhead = Bulkhead.of(
                provider,
                BulkheadConfig.custom()
                        .maxConcurrentCalls(settings.maxConcurrent())
                        .maxWaitDuration(Duration.ZERO)
                        .build());
        this.rate = settings.requestsPerMinute() == 0
                ? Optional.empty()
                : Optional.of(RateLimiter.of(
                        provider,
                        RateLimiterConfig.custom()
                                .limitForPeriod(settings.requestsPerMinute())
                                .limitRefreshPeriod(MINUTE)
                                .timeoutDuration(Duration.ZERO)
                                .build()));
        this.retry = Retry.of(provider, retryConfig(settings));
    }

    private static RetryConfig retryConfig(CloudProperties.Resilience settings) {
        IntervalFunction backoff = IntervalFunction.ofExponentialRandomBackoff(settings.retryWait(), 2.0, JITTER);
        return RetryConfig.<ChatReply>custom()
                .maxAttempts(settings.attempts())
                .retryOnException(thrown -> thrown instanceof UpstreamFailure failure
                        && failure.kind().repeatable(settings.idempotencyKeys())
                        && failure.retryAfter().orElse(Duration.ZERO).compareTo(settings.longestWait()) <= 0)
                .intervalBiFunction((attempt, outcome) -> backoff.apply(attempt) + asked(outcome.getLeft()))
                .build();
    }

    private static long asked(Throwable thrown) {
        return thrown instanceof UpstreamFailure failure
                ? failure.retryAfter().orElse(Duration.ZERO).toMillis()
                : 0;
    }

    /** Whether calls may be tried: false while the breaker is open. */
    boolean available() {
        return breaker.getState() != CircuitBreaker.State.OPEN
                && breaker.getState() != CircuitBreaker.State.FORCED_OPEN;
    }

    /** A key that the attempts of one call share; empty where the provider takes none. */
    Optional<String> idempotencyKey() {
        return settings.idempotencyKeys() ? Optional.of(UUID.randomUUID().toString()) : Optional.empty();
    }

    /**
     * Makes a call under breaker, retry, bulkhead and rate limit, for as long as the client is there.
     *
     * @throws dev.weir.gateway.error.GatewayException if it fails for good
     */
    ChatReply call(ClientPresence client, Supplier<ChatReply> attempt) {
        if (!bulkhead.tryAcquirePermission()) {
            throw new UpstreamFailure(
                            Kind.NOT_TRIED,
                            "provider `" + provider + "` has as many requests at work as it may",
                            Optional.of(FULL_RETRY))
                    .toGatewayException();
        }
        Place place = new Place();
        boolean streaming = false;
        try {
            ChatReply reply = retry.executeSupplier(() -> once(client, attempt, place));
            streaming = reply instanceof ChatReply.Streamed;
            return reply;
        } catch (UpstreamFailure failure) {
            throw failure.toGatewayException();
        } finally {
            if (!streaming) {
                place.leave();
            }
        }
    }

    private ChatReply once(ClientPresence client, Supplier<ChatReply> attempt, Place place) {
        if (client.gone()) {
            throw UpstreamFailure.cancelled();
        }
        if (rate.isPresent() && !rate.get().acquirePermission()) {
            throw new UpstreamFailure(
                    Kind.NOT_TRIED,
                    "provider `" + provider + "` was asked as often as it may be within a minute",
                    Optional.of(MINUTE));
        }
        if (!breaker.tryAcquirePermission()) {
            throw new UpstreamFailure(
                    Kind.NOT_TRIED,
                    "provider `" + provider + "` failed too often and is left alone for a while",
                    Optional.of(settings.openFor()));
        }
        Tally tally = new Tally();
        try {
            ChatReply reply = attempt.get();
            if (reply instanceof ChatReply.Streamed(var chunks)) {
                return new ChatReply.Streamed(new GuardedChunkStream(chunks, tally, place));
            }
            tally.succeeded();
            return reply;
        } catch (UpstreamFailure failure) {
            tally.failed(failure);
            throw failure;
        } catch (RuntimeException e) {
            tally.abandoned();
            throw e;
        }
    }

    /** A place in the bulkhead, left once. */
    final class Place {

        private final AtomicBoolean left = new AtomicBoolean();

        void leave() {
            if (!left.getAndSet(true)) {
                bulkhead.onComplete();
            }
        }
    }

    /** What one permitted call came to, told to the breaker once. */
    final class Tally {

        private final long start = System.nanoTime();
        private final AtomicBoolean settled = new AtomicBoolean();

        void succeeded() {
            if (!settled.getAndSet(true)) {
                breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            }
        }

        void failed(UpstreamFailure failure) {
            if (failure.kind() == Kind.CANCELLED) {
                abandoned();
            } else if (!failure.kind().blamesProvider()) {
                succeeded();
            } else if (!settled.getAndSet(true)) {
                breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, failure);
            }
        }

        /** Counts neither way. */
        void abandoned() {
            if (!settled.getAndSet(true)) {
                breaker.releasePermission();
            }
        }
    }
}
