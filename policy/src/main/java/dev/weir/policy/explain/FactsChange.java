package dev.weir.policy.explain;

import dev.weir.policy.Facts;
import java.time.Instant;
import java.util.Optional;

/** The same facts but for one number. */
final class FactsChange {

    private FactsChange() {}

    static Facts difficulty(Facts facts, double difficulty) {
        return copy(facts, facts.request(), difficulty, facts.promptTokens(), facts.spend(), facts.at());
    }

    static Facts tokens(Facts facts, int tokens) {
        return copy(facts, facts.request(), facts.difficulty(), tokens, facts.spend(), facts.at());
    }

    static Facts spend(Facts facts, Facts.Spend spend) {
        return copy(facts, facts.request(), facts.difficulty(), facts.promptTokens(), Optional.of(spend), facts.at());
    }

    static Facts time(Facts facts, Instant at) {
        return copy(facts, facts.request(), facts.difficulty(), facts.promptTokens(), facts.spend(), at);
    }

    /** The roles stay: nothing says which ones more messages would have. */
    static Facts turns(Facts facts, int turns) {
        Facts.Request is = facts.request();
        Facts.Request request = new Facts.Request(
                is.endpoint(), is.model(), is.stream(), is.tools(), is.structuredOutput(), turns, is.roles());
        return copy(facts, request, facts.difficulty(), facts.promptTokens(), facts.spend(), facts.at());
    }

    private static Facts copy(
            Facts facts,
            Facts.Request request,
            double difficulty,
            int tokens,
            Optional<Facts.Spend> spend,
            Instant at) {
        return new Facts(
                facts.caller(),
                request,
                facts.inspection(),
                difficulty,
                facts.injection(),
                facts.language(),
                tokens,
                spend,
                facts.targets(),
                facts.wish(),
                at);
    }
}
