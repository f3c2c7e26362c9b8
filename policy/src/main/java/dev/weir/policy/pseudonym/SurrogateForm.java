package dev.weir.policy.pseudonym;

import java.util.Optional;

/** Makes realistic surrogates of one entity: valid, fictional, in the format of the value. */
@FunctionalInterface
interface SurrogateForm {

    /**
     * A candidate.
     *
     * @param text as the model will read it
     */
    record Candidate(String text, SurrogateKind kind) {}

    /** A candidate for a value; empty where the value has a form that can't be kept. */
    Optional<Candidate> candidate(String value, KeyedChoice choice);

    static Optional<Candidate> number(String text) {
        return Optional.of(new Candidate(text, SurrogateKind.NUMBER));
    }

    static Optional<Candidate> text(String text) {
        return Optional.of(new Candidate(text, SurrogateKind.TEXT));
    }
}
