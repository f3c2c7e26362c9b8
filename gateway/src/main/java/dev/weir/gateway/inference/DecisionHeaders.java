package dev.weir.gateway.inference;

/**
 * What the {@code x-weir-*} headers say.
 *
 * @param decision id of the decision entry
 * @param route {@code local}, {@code cloud} or {@code blocked}
 * @param model id of the model that answers; {@code none} where nobody does
 * @param policy {@code name@version}
 * @param reason short code
 * @param answer what was done with what a whole cloud answer says of its own, {@code mask:email=1} for instance; empty
 *     where there was nothing
 * @param hedge id of the decision on another call that was made at the same time; empty where there was none
 */
public record DecisionHeaders(
        String decision, String route, String model, String policy, String reason, String answer, String hedge) {

    /** Headers of an answer that nobody had to inspect. */
    public DecisionHeaders(String decision, String route, String model, String policy, String reason) {
        this(decision, route, model, policy, reason, "", "");
    }

    /** The same with what was done with the answer. */
    DecisionHeaders withAnswer(String what) {
        return new DecisionHeaders(decision, route, model, policy, reason, what, hedge);
    }

    /** The same with the call that didn't answer. */
    DecisionHeaders withHedge(String other) {
        return new DecisionHeaders(decision, route, model, policy, reason, answer, other);
    }
}
