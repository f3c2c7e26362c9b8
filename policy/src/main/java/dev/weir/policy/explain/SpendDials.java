package dev.weir.policy.explain;

import dev.weir.policy.Facts;
import dev.weir.policy.Facts.Spend;
import dev.weir.policy.Facts.Spend.Amounts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;

/** What has been spent, by whom and since when; each amount on its own, in steps of a micro-USD. */
final class SpendDials {
    private static final double MICRO = 1e6;
    private static final int DECIMALS = 6;
    /** A billion USD, in micro-USD. */
    private static final long MOST = 1_000_000_000_000_000L;

    private final Facts facts;
    private final Spend spend;
    private final Function<String, Set<Double>> numbers;
    private final List<Dial> dials = new ArrayList<>();

    SpendDials(Facts facts, Spend spend, Function<String, Set<Double>> numbers) {
        this.facts = facts;
        this.spend = spend;
        this.numbers = numbers;
    }

    List<Dial> all() {
        amounts("key", "the key", spend.key(), key -> new Spend(key, spend.team(), spend.gateway()));
        amounts("team", "the team", spend.team(), team -> new Spend(spend.key(), team, spend.gateway()));
        amounts("gateway", "all teams", spend.gateway(), all -> new Spend(spend.key(), spend.team(), all));
        return List.copyOf(dials);
    }

    private void amounts(String scope, String who, Amounts is, Function<Amounts, Spend> with) {
        String by = "USD spent by " + who + " that ";
        dials.add(dial(
                "spend." + scope + ".hour",
                is.hour(),
                by + "hour",
                amount -> with.apply(new Amounts(amount, is.day(), is.month()))));
        dials.add(dial(
                "spend." + scope + ".day",
                is.day(),
                by + "day",
                amount -> with.apply(new Amounts(is.hour(), amount, is.month()))));
        dials.add(dial(
                "spend." + scope + ".month",
                is.month(),
                by + "month",
                amount -> with.apply(new Amounts(is.hour(), is.day(), amount))));
    }

    private Dial dial(String fact, long now, String noun, LongFunction<Spend> changed) {
        return new Dial(
                fact,
                now,
                Math.min(0, now),
                Math.max(now, MOST),
                micros -> BigDecimal.valueOf(micros, DECIMALS).stripTrailingZeros(),
                value -> (long) Math.floor(value * MICRO),
                numbers.apply(fact),
                micros -> FactsChange.spend(facts, changed.apply(micros)),
                Dial.Scale::relative,
                NumberWords.counting(noun, noun));
    }
}
