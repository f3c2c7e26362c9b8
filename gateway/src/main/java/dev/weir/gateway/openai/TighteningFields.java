package dev.weir.gateway.openai;

import dev.weir.gateway.error.GatewayException;
import dev.weir.policy.Facts;
import dev.weir.policy.Sensitivity;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client asks to be tightened, by {@code x-weir-*} headers or {@code metadata.weir_*}. The strictest wish wins,
 * and the loose values ({@code auto}, {@code public}) change nothing. What isn't understood is refused: a misspelt wish
 * must not send out what its author meant to keep.
 */
final class TighteningFields {

    private static final String HEADERS = "x-weir-";
    private static final String METADATA = "weir_";
    private static final Set<String> ANSWER_HEADERS = Set.of(
            "x-weir-answer", "x-weir-decision", "x-weir-hedge", "x-weir-model", "x-weir-policy", "x-weir-reason");

    private record Wish(String where, String name, String value) {}

    private TighteningFields() {}

    /** Reads the wishes, and takes those in {@code metadata} out of the body: they are meant for us alone. */
    static Facts.Tightening take(HttpServletRequest request, ObjectNode body) {
        List<Wish> wishes = new ArrayList<>(fromHeaders(request));
        wishes.addAll(takeFromMetadata(body));
        boolean localOnly = false;
        Sensitivity atLeast = Sensitivity.PUBLIC;
        for (Wish wish : wishes) {
            switch (wish.name()) {
                case "route" -> localOnly |= isLocal(wish);
                case "sensitivity" -> atLeast = atLeast.highest(sensitivity(wish));
                default ->
                    throw Fields.invalid(
                            wish.where(),
                            "'%s' is not known. A client can set the route and the sensitivity."
                                    .formatted(wish.where()));
            }
        }
        return new Facts.Tightening(localOnly, atLeast);
    }

    private static List<Wish> fromHeaders(HttpServletRequest request) {
        return Collections.list(request.getHeaderNames()).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> name.startsWith(HEADERS) && !ANSWER_HEADERS.contains(name))
                .distinct()
                .flatMap(name -> Collections.list(request.getHeaders(name)).stream()
                        .map(value -> new Wish(name, name.substring(HEADERS.length()), value)))
                .toList();
    }

    private static List<Wish> takeFromMetadata(ObjectNode body) {
        if (!(body.get("metadata") instanceof ObjectNode metadata)) {
            return List.of();
        }
        List<String> ours = metadata.propertyNames().stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(METADATA))
                .toList();
        List<Wish> wishes = ours.stream()
                .map(name -> new Wish(
                        "metadata." + METADATA + shown(name),
                        shown(name),
                        Fields.string(metadata.get(name), "metadata." + METADATA + shown(name))))
                .toList();
        metadata.remove(ours);
        if (metadata.isEmpty()) {
            body.remove("metadata");
        }
        return wishes;
    }

    /** A known name, or a fixed word: names come from the client and aren't repeated. */
    private static String shown(String name) {
        String rest = name.substring(METADATA.length()).toLowerCase(Locale.ROOT);
        return rest.equals("route") || rest.equals("sensitivity") ? rest : "*";
    }

    private static boolean isLocal(Wish wish) {
        return switch (normal(wish)) {
            case "local" -> true;
            case "auto", "cloud" -> false;
            default -> throw unknown(wish, "'local' or 'auto'");
        };
    }

    private static Sensitivity sensitivity(Wish wish) {
        return switch (normal(wish)) {
            case "public" -> Sensitivity.PUBLIC;
            case "internal" -> Sensitivity.INTERNAL;
            case "confidential" -> Sensitivity.CONFIDENTIAL;
            case "restricted" -> Sensitivity.RESTRICTED;
            default -> throw unknown(wish, "'public', 'internal', 'confidential' or 'restricted'");
        };
    }

    private static String normal(Wish wish) {
        return wish.value().strip().toLowerCase(Locale.ROOT);
    }

    private static GatewayException unknown(Wish wish, String expected) {
        return Fields.outOfRange(wish.where(), expected);
    }
}
