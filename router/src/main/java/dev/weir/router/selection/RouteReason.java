package dev.weir.router.selection;

import java.util.Locale;

/** Why a request went where it went: the short code of the {@code x-weir-reason} header. */
public enum RouteReason {
    /** Easy enough for the local model. */
    EASY,
    /** Hard, and policy leaves the cloud open. */
    HARD,
    /** Hard, but harder requests take up the share of cloud calls that the policy sets. */
    CLOUD_SHARE_REACHED,
    /** A rule prefers the local model. */
    POLICY_PREFERS_LOCAL,
    /** A rule prefers a cloud model. */
    POLICY_PREFERS_CLOUD,
    /** The local model answered first, and its answer was judged good enough. */
    LOCAL_ANSWER_SURE,
    /** The local model answered first, and its answer was judged to fall short. */
    LOCAL_ANSWER_UNSURE,
    /** The local model was to answer first and failed. */
    LOCAL_ANSWER_FAILED,
    /** The client asked for this model or lane. */
    REQUESTED,
    /** Policy keeps it on the edge. */
    POLICY_LOCAL_ONLY,
    /** Policy blocks it. */
    POLICY_BLOCKED,
    /** A cloud model would be better, but none is configured or available. */
    NO_CLOUD,
    /** The local model lacks a capability that the request needs. */
    LOCAL_LACKS_CAPABILITY,
    /** Too long for the local model's window. */
    LOCAL_WINDOW,
    /** No local model is available; policy leaves the cloud open. */
    LOCAL_UNAVAILABLE,
    /** It must stay on the edge, and no local model can answer it. */
    LOCAL_ONLY_UNAVAILABLE,
    /** Too long for every model that may answer. */
    CONTEXT_LENGTH_EXCEEDED,
    /** No model that may answer has a capability that the request needs. */
    UNSUPPORTED,
    /** Nothing that may answer is available now; later it may be. */
    NOTHING_AVAILABLE,
    /** The model asked for does not exist. */
    MODEL_NOT_FOUND,
    /** A provider failed and another one is tried. */
    PROVIDER_FAILED,
    /** A provider is slow and another one is asked as well. */
    HEDGED,
    /** The cloud failed and the local model stepped in. */
    CLOUD_FAILED,
    /** The record of the decision could not be made durable, so that nothing may leave. */
    AUDIT_UNAVAILABLE,
    /** The outbound check found what policy forbids in the body about to leave. */
    OUTBOUND_STOPPED,
    /** A budget has no room for the most that the call could cost. */
    BUDGET_SPENT,
    /** There are budgets, and what the call could cost isn't known. */
    PRICE_UNKNOWN,
    /** A cloud model answered the same request of the same caller before. */
    CACHE_HIT,
    /** A cloud model answered a request of the same caller before that means the same. */
    CACHE_SIMILAR;

    /** Lower case with underscores, as on the wire. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
