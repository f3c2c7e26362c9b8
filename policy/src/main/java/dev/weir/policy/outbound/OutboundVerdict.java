package dev.weir.policy.outbound;

/** What the last look at an outgoing body came to. */
public sealed interface OutboundVerdict {

    /** It may leave. */
    record Passed(Cleared body) implements OutboundVerdict {}

    /** It may not. {@code cause} names entities and places, never content. */
    record Stopped(String cause) implements OutboundVerdict {}
}
