package dev.weir.policy.outbound;

/**
 * A body that passed the outbound check, as the very bytes that go on the wire. Only {@link OutboundCheck} makes one,
 * and cloud adapters accept nothing else.
 */
public final class Cleared {

    private final byte[] json;

    Cleared(byte[] json) {
        this.json = json;
    }

    /** The request body, UTF-8 JSON; a copy. */
    public byte[] json() {
        return json.clone();
    }
}
