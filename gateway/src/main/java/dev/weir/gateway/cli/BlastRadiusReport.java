package dev.weir.gateway.cli;

import dev.weir.policy.replay.BlastRadius;
import dev.weir.policy.replay.BlastRadius.Cost;
import dev.weir.policy.replay.BlastRadius.Exposure;
import dev.weir.policy.replay.BlastRadius.Movement;
import dev.weir.policy.replay.Destination;
import dev.weir.policy.replay.RecordedLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What {@code weir policy replay} prints. */
record BlastRadiusReport(BlastRadius radius) {
    private static final List<Destination> LOCAL = List.of(Destination.LOCAL);
    private static final List<Destination> BLOCKED = List.of(Destination.BLOCKED);
    private static final List<Destination> CLOUD =
            Arrays.stream(Destination.values()).filter(Destination::isCloud).toList();
    private static final List<Destination> ANSWERED = Arrays.stream(Destination.values())
            .filter(destination -> destination != Destination.BLOCKED)
            .toList();
    private static final double MICRO = 1e6;

    /** Whether something would get out that didn't; lines that can't be read could hide it, so they count. */
    boolean isLeaky() {
        return radius.newlyLeaving().requests() > 0
                || radius.newlyInTheClear().requests() > 0
                || radius.unreadable() > 0;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(sum("decisions replayed", radius.decisions()));
        lines.add(sum("lines not readable", radius.unreadable()));
        lines.add(sum("local to cloud", radius.moved(LOCAL, CLOUD)));
        lines.add(sum("cloud to local", radius.moved(CLOUD, LOCAL)));
        lines.add(sum("to blocked", radius.moved(ANSWERED, BLOCKED)));
        lines.add(sum("from blocked", radius.moved(BLOCKED, ANSWERED)));
        lines.add("newly leaving       " + written(radius.newlyLeaving()));
        lines.add("newly in the clear  " + written(radius.newlyInTheClear()));
        lines.add("change of cost      " + written(radius.cost()));
        List<List<String>> rows = radius.movements().stream()
                .filter(Movement::isMove)
                .map(move -> List.of(
                        place(move.from()),
                        place(move.to()),
                        String.valueOf(move.requests()),
                        counts(move.rules()),
                        String.join(", ", move.samples())))
                .toList();
        if (!rows.isEmpty()) {
            lines.add("");
            lines.addAll(OutputFormat.table(List.of("FROM", "TO", "REQUESTS", "RULES", "FOR INSTANCE"), rows));
        }
        return lines;
    }

    ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("decisions", radius.decisions()).put("unreadable", radius.unreadable());
        ArrayNode bad = node.putArray("first_unreadable");
        for (RecordedLine.Bad line : radius.firstUnreadable()) {
            bad.addObject().put("line", line.number()).put("problem", line.problem());
        }
        node.put("local_to_cloud", radius.moved(LOCAL, CLOUD))
                .put("cloud_to_local", radius.moved(CLOUD, LOCAL))
                .put("to_blocked", radius.moved(ANSWERED, BLOCKED))
                .put("from_blocked", radius.moved(BLOCKED, ANSWERED));
        ArrayNode moves = node.putArray("movements");
        for (Movement move : radius.movements()) {
            ObjectNode written = moves.addObject()
                    .put("from", lowerCase(move.from()))
                    .put("to", lowerCase(move.to()))
                    .put("requests", move.requests());
            ArrayNode samples = written.putArray("samples");
            move.samples().forEach(samples::add);
            counts(move.rules(), written.putObject("rules"));
        }
        json(radius.newlyLeaving(), node.putObject("newly_leaving"));
        json(radius.newlyInTheClear(), node.putObject("newly_in_the_clear"));
        json(radius.cost(), node.putObject("cost"));
        return node;
    }

    private static void json(Exposure exposure, ObjectNode node) {
        node.put("requests", exposure.requests());
        counts(exposure.findings(), node.putObject("findings"));
    }

    private static void json(Cost cost, ObjectNode node) {
        cost.changeMicroUsd().ifPresent(change -> node.put("change_micro_usd", change));
        node.put("saved_micro_usd", cost.savedMicroUsd())
                .put("added_calls", cost.addedCalls())
                .put("added_tokens", cost.addedTokens())
                .put("unpriced_calls", cost.unpricedCalls());
        cost.microUsdPerToken().ifPresent(price -> node.put("micro_usd_per_token", price));
    }

    private static String written(Exposure exposure) {
        return exposure.requests() == 0
                ? "nothing"
                : exposure.requests()
                        + (exposure.requests() == 1 ? " request: " : " requests: ")
                        + counts(exposure.findings());
    }

    private static String written(Cost cost) {
        if (cost.changeMicroUsd().isEmpty()) {
            List<String> reasons = new ArrayList<>();
            if (cost.unpricedCalls() > 0) {
                reasons.add(cost.unpricedCalls() + " calls have no recorded cost");
            }
            if (cost.microUsdPerToken().isEmpty() && cost.addedTokens() > 0) {
                reasons.add(
                        "no price of a token is known for " + cost.addedCalls() + " new calls; give one with --price");
            }
            return "unknown: " + String.join("; ", reasons);
        }
        String estimate = cost.addedTokens() > 0
                ? String.format(
                        Locale.ROOT,
                        ", with %d tokens of new calls at %.2f USD per million",
                        cost.addedTokens(),
                        cost.microUsdPerToken().orElse(0))
                : "";
        double change = cost.changeMicroUsd().getAsLong() / MICRO;
        return (change == 0 ? "none" : String.format(Locale.ROOT, "%+.6f USD", change)) + estimate;
    }

    private static String sum(String what, long count) {
        return String.format(Locale.ROOT, "%-18s  %d", what, count);
    }

    private static String place(Destination destination) {
        return switch (destination) {
            case LOCAL -> "local";
            case CLOUD_PSEUDONYMISED -> "cloud, pseudonymised";
            case CLOUD_AS_IS -> "cloud, as it is";
            case BLOCKED -> "blocked";
        };
    }

    private static String counts(Map<String, Long> counts) {
        return new TreeMap<>(counts)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static void counts(Map<String, Long> counts, ObjectNode node) {
        new TreeMap<>(counts).forEach(node::put);
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
