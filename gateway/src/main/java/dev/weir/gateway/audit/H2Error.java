package dev.weir.gateway.audit;

/** Vendor codes of H2 that need an answer of their own. Source: H2's documentation of {@code ErrorCode}. */
final class H2Error {

    static final int FILE_CORRUPTED = 90030;
    static final int ALREADY_OPEN = 90020;

    private H2Error() {}
}
