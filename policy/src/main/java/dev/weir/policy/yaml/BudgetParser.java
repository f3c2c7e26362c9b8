package dev.weir.policy.yaml;

import dev.weir.policy.Effect;
import dev.weir.policy.rules.Budget;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the section {@code budgets}. */
final class BudgetParser {
    static final List<String> KEYS = List.of("scope", "period", "limit", "when_spent");
    private static final Pattern LIMIT = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,6})?) USD");
    private static final int MOST = 100;
    private static final int MICRO = 6;

    private final ProblemLog log;
    private final ValueReader values;

    BudgetParser(ProblemLog log) {
        this.log = log;
        this.values = new ValueReader(log);
    }

    List<Budget> parse(Node section) {
        List<Budget> budgets = new ArrayList<>();
        for (Node item : values.itemsUpTo(MOST, section, "budgets")) {
            MappingReader.open(item, "budget", KEYS, log).flatMap(this::budget).ifPresent(budgets::add);
        }
        return budgets;
    }

    private Optional<Budget> budget(MappingReader reader) {
        Optional<Budget.Scope> scope = reader.require("scope")
                .flatMap(node -> values.word(node, "scope", ProblemCode.UNKNOWN_WORD, Words.of(Budget.Scope.class)));
        Optional<Budget.Period> period = reader.require("period")
                .flatMap(node -> values.word(node, "period", ProblemCode.UNKNOWN_WORD, Words.of(Budget.Period.class)));
        Optional<Long> limit = reader.require("limit").flatMap(this::limit);
        Optional<Effect> whenSpent = reader.require("when_spent")
                .flatMap(node -> values.word(
                        node,
                        "effect of a spent budget",
                        ProblemCode.UNKNOWN_EFFECT,
                        Map.of("local_only", Effect.LOCAL_ONLY, "block", Effect.BLOCK)));
        if (scope.isEmpty() || period.isEmpty() || limit.isEmpty() || whenSpent.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Budget(scope.get(), period.get(), limit.get(), whenSpent.get()));
    }

    private Optional<Long> limit(Node node) {
        String help = "write an amount with its currency, `5.00 USD` for instance";
        Optional<String> written = values.text(node, "limit", LIMIT, help);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        Matcher matcher = LIMIT.matcher(written.get());
        long microUsd = matcher.matches()
                ? new BigDecimal(matcher.group(1)).movePointRight(MICRO).longValueExact()
                : 0;
        if (microUsd <= 0) {
            log.add(ProblemCode.INVALID_VALUE, node, "a limit must be more than nothing", help);
            return Optional.empty();
        }
        return Optional.of(microUsd);
    }
}
