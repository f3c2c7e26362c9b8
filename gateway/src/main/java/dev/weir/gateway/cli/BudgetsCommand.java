package dev.weir.gateway.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Shows what the budgets of the policy in force have left, as the running gateway knows it. */
@Command(
        name = "budgets",
        description = "Show what is spent, reserved and left of each budget.",
        mixinStandardHelpOptions = true,
        footer = {"", "A key or team that has spent nothing in a budget's period isn't listed."})
final class BudgetsCommand implements Callable<Integer> {

    private static final int MICRO = 6;
    private static final int CENTS = 2;
    private static final List<String> HEADER =
            List.of("SCOPE", "HOLDER", "PERIOD", "LIMIT", "SPENT", "RESERVED", "LEFT", "UNTIL", "WHEN SPENT");

    private final Surroundings surroundings;

    @Mixin
    private final FolderOptions folders = new FolderOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table (in USD) or json (in micro-USD).")
    private OutputFormat format = OutputFormat.TABLE;

    BudgetsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        JsonNode standing = asked(AdminApi.ofRunning(folders.resolve(surroundings)));
        if (format == OutputFormat.JSON) {
            surroundings.out().println(OutputFormat.json(standing));
            return ExitCode.OK;
        }
        JsonNode budgets = standing.path("budgets");
        if (budgets.isEmpty()) {
            surroundings.out().println("nothing is spent or reserved in any budget of the policy in force");
            return ExitCode.OK;
        }
        List<List<String>> rows = new ArrayList<>();
        budgets.forEach(budget -> rows.add(List.of(
                budget.path("scope").asString(),
                budget.path("holder").asString(),
                budget.path("period").asString(),
                usd(budget.path("limitMicroUsd")),
                usd(budget.path("spentMicroUsd")),
                usd(budget.path("reservedMicroUsd")),
                usd(budget.path("leftMicroUsd")),
                budget.path("until").asString(),
                budget.path("whenSpent").asString())));
        OutputFormat.table(HEADER, rows).forEach(surroundings.out()::println);
        return ExitCode.OK;
    }

    private static JsonNode asked(AdminApi gateway) {
        return AdminApi.json(() -> gateway.get("budgets"));
    }

    /** Exact: as many decimals as it takes, two at least. */
    private static String usd(JsonNode microUsd) {
        BigDecimal amount = BigDecimal.valueOf(microUsd.asLong(), MICRO).stripTrailingZeros();
        return amount.setScale(Math.max(CENTS, amount.scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }
}
