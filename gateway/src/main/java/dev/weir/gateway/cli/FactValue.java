package dev.weir.gateway.cli;

import dev.weir.policy.Facts;
import dev.weir.policy.condition.EntityNames;
import dev.weir.policy.detection.Entity;
import dev.weir.policy.detection.EntityCatalogue;
import dev.weir.policy.detection.Finding;
import dev.weir.policy.yaml.NameSuggester;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Facts that options write in a small form of their own. */
final class FactValue {
    private static final int MOST_FINDINGS = 100_000;
    private static final int MICRO = 6;
    private static final Finding.Place NOWHERE = new Finding.Place("", false);
    private static final Facts.Spend.Amounts NOTHING = new Facts.Spend.Amounts(0, 0, 0);
    private static final Set<String> SCOPES = Set.of("key", "team", "gateway");
    private static final Set<String> PERIODS = Set.of("hour", "day", "month");

    private FactValue() {}

    /** {@code ENTITY} or {@code ENTITY:COUNT}; a category stands for some entity of it. */
    static List<Finding> findings(String written) {
        int colon = written.lastIndexOf(':');
        String name = colon < 0 ? written : written.substring(0, colon);
        int count = colon < 0 ? 1 : findingCount(written.substring(colon + 1));
        EntityNames names = EntityNames.of(EntityCatalogue.standard().entities().values());
        Entity entity = names.entity(name)
                .or(() -> EntityNames.category(name).map(category -> new Entity(category.name(), category)))
                .orElseThrow(() -> CommandFailure.usage(
                        "unknown entity or category `" + name + "`",
                        meant(name, names)
                                        .map(it -> "did you mean " + it + "? ")
                                        .orElse("") + "for instance: --finding EMAIL:2"));
        return Collections.nCopies(count, new Finding(entity, NOWHERE, 0, 1, 1.0, "given", ""));
    }

    /** Other products call them {@code EMAIL_ADDRESS} or {@code PHONE_NUMBER}. */
    private static Optional<String> meant(String unknown, EntityNames names) {
        String canonical = EntityNames.canonical(unknown);
        return names.all().stream()
                .map(EntityNames::canonical)
                .filter(known -> canonical.startsWith(known + "_"))
                .findFirst()
                .or(() -> NameSuggester.nearest(unknown, names.all()).map(EntityNames::canonical));
    }

    private static int findingCount(String written) {
        if (!written.matches("\\d{1,6}") || Integer.parseInt(written) > MOST_FINDINGS) {
            throw CommandFailure.usage(
                    "a number of findings can't be `" + written + "`", "write 0 to " + MOST_FINDINGS);
        }
        return Integer.parseInt(written);
    }

    /** {@code ID}, {@code ID,PROVIDER} or {@code ID,PROVIDER,REGION}. */
    static Facts.Target target(String written) {
        String[] parts = written.split(",", -1);
        if (parts.length > 3 || List.of(parts).contains("")) {
            throw CommandFailure.usage(
                    "`" + written + "` is no cloud model", "write ID,PROVIDER,REGION: gpt-5-mini,openai,us");
        }
        return new Facts.Target(
                parts[0], parts.length > 1 ? parts[1] : "cloud", parts.length > 2 ? parts[2] : "unknown");
    }

    /** {@code SCOPE.PERIOD} to USD, over what was spent already. */
    static Facts.Spend spend(Optional<Facts.Spend> given, Map<String, String> written) {
        Map<String, Long> amounts = new TreeMap<>();
        written.forEach((place, usd) -> {
            List<String> parts = List.of(place.split("\\.", -1));
            if (parts.size() != 2 || !SCOPES.contains(parts.getFirst()) || !PERIODS.contains(parts.getLast())) {
                throw CommandFailure.usage(
                        "`" + place + "` is no spending",
                        "write key, team or gateway, then hour, day or month: team.day=12.50");
            }
            amounts.put(place, microUsd(usd));
        });
        return new Facts.Spend(
                amounts("key", given.map(Facts.Spend::key).orElse(NOTHING), amounts),
                amounts("team", given.map(Facts.Spend::team).orElse(NOTHING), amounts),
                amounts("gateway", given.map(Facts.Spend::gateway).orElse(NOTHING), amounts));
    }

    private static Facts.Spend.Amounts amounts(String scope, Facts.Spend.Amounts given, Map<String, Long> written) {
        return new Facts.Spend.Amounts(
                written.getOrDefault(scope + ".hour", given.hour()),
                written.getOrDefault(scope + ".day", given.day()),
                written.getOrDefault(scope + ".month", given.month()));
    }

    private static long microUsd(String written) {
        if (!written.matches("\\d{1,9}(\\.\\d{1,6})?")) {
            throw CommandFailure.usage("`" + written + "` is no amount", "write it in USD, like 12.50");
        }
        return new BigDecimal(written)
                .movePointRight(MICRO)
                .setScale(0, RoundingMode.UNNECESSARY)
                .longValueExact();
    }
}
