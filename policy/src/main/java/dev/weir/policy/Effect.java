package dev.weir.policy;

import java.util.Map;

/** What a rule does to a request. A lattice from loosest to strictest: of several effects the strictest wins. */
public enum Effect {
    /** May go to a cloud model unchanged. */
    CLOUD_AS_IS,
    /** May go to a cloud model once every finding is replaced by a pseudonym. */
    CLOUD_PSEUDONYMISED,
    /** Stays on the edge. */
    LOCAL_ONLY,
    /** Is not answered at all. */
    BLOCK;

    /** The stricter of the two. */
    public Effect strictest(Effect other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** Whether a request with this effect may reach a cloud model in some form. */
    public boolean allowsCloud() {
        return compareTo(LOCAL_ONLY) < 0;
    }

    /**
     * The effect for one cloud model. A model that the verdict knows nothing of is closed.
     *
     * @param request the effect for the request as a whole
     * @param targets the effect for each model that was among the facts, by its id
     */
    public static Effect forTarget(String id, Effect request, Map<String, Effect> targets) {
        return targets.getOrDefault(id, request.strictest(LOCAL_ONLY));
    }
}
