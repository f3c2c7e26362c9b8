package dev.weir.policy.pseudonym;

/**
 * Where a pseudonym holds: the same value has the same pseudonym within a scope, and another one outside.
 *
 * @param tenant whose conversation it is: the id of the API key or team
 * @param conversation names the conversation. Clients that resend their history have no id for it: derive one from what
 *     stays the same in each turn, {@link PseudonymKey#fingerprint} of the first messages for instance
 */
public record PseudonymScope(String tenant, String conversation) {

    /** Shows nothing: a conversation may be named by what was said in it. */
    @Override
    public String toString() {
        return "PseudonymScope[hidden]";
    }
}
