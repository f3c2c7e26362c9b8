package dev.weir.gateway.cli;

import dev.weir.policy.Facts;
import dev.weir.policy.Sensitivity;
import dev.weir.policy.detection.Finding;
import dev.weir.policy.detection.Inspection;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The facts of a request as options. What isn't given stays as it is. */
final class FactsOptions {
    /** The same as those of a case that gives none. */
    static final Facts HARMLESS = new Facts(
            new Facts.Caller("test", "default", Map.of()),
            new Facts.Request("/v1/chat/completions", "auto", false, false, false, 1, List.of("user")),
            new Inspection.Complete(List.of()),
            0,
            "en",
            0,
            Optional.empty(),
            List.of(),
            Facts.Tightening.NONE,
            Instant.parse("2026-01-01T12:00:00Z"));

    private static final int MOST_TURNS = 10_000;

    @Option(
            names = "--finding",
            paramLabel = "ENTITY[:COUNT]",
            description = "What was found besides, EMAIL:2 for instance. Can be given again.")
    private List<String> findings = List.of();

    @Option(names = "--detector-degraded", description = "Not all of the request could be inspected.")
    private boolean degraded;

    @Option(names = "--difficulty", paramLabel = "0..1", description = "How hard it is for a small model.")
    private @Nullable Double difficulty;

    @Option(
            names = "--injection",
            paramLabel = "0..1",
            description = "How much its texts look like orders to the model.")
    private @Nullable Double injection;

    @Option(names = "--team", paramLabel = "TEAM", description = "The caller's team.")
    private @Nullable String team;

    @Option(names = "--key", paramLabel = "ID", description = "Id of the caller's key.")
    private @Nullable String key;

    @Option(names = "--label", paramLabel = "NAME=VALUE", description = "A label of the key. Can be given again.")
    private Map<String, String> labels = Map.of();

    @Option(names = "--model", paramLabel = "MODEL", description = "The model that is asked for.")
    private @Nullable String model;

    @Option(names = "--endpoint", paramLabel = "PATH", description = "Where it is asked, /v1/chat/completions for one.")
    private @Nullable String endpoint;

    @Option(names = "--stream", description = "The answer is to be streamed.")
    private boolean stream;

    @Option(names = "--tools", description = "The request offers tools.")
    private boolean tools;

    @Option(names = "--structured-output", description = "The answer is to be JSON of a given form.")
    private boolean structuredOutput;

    @Option(names = "--turns", paramLabel = "COUNT", description = "Number of messages.")
    private @Nullable Integer turns;

    @Option(names = "--tokens", paramLabel = "COUNT", description = "Tokens of the prompt.")
    private @Nullable Integer tokens;

    @Option(names = "--language", paramLabel = "CODE", description = "ISO 639-1 code, or und.")
    private @Nullable String language;

    @Option(
            names = "--target",
            paramLabel = "ID[,PROVIDER[,REGION]]",
            description = "A cloud model that could answer, in place of those there are. Can be given again.")
    private List<String> targets = List.of();

    @Option(
            names = "--spend",
            paramLabel = "SCOPE.PERIOD=USD",
            description = "What was spent, team.day=12.50 for instance. Can be given again.")
    private Map<String, String> spend = Map.of();

    @Option(names = "--time", paramLabel = "INSTANT", description = "When it came, like 2026-01-01T12:00:00Z.")
    private @Nullable String time;

    @Option(names = "--local-only", description = "The client asks to stay on the edge.")
    private boolean localOnly;

    @Option(names = "--client-sensitivity", paramLabel = "LEVEL", description = "At least this, the client says.")
    private @Nullable Sensitivity sensitivity;

    /** The given facts with what the options say. */
    Facts changed(Facts given) {
        return new Facts(
                caller(given.caller()),
                request(given.request()),
                inspection(given.inspection()),
                difficulty == null ? given.difficulty() : share("a difficulty", difficulty),
                injection == null ? given.injection() : share("an injection score", injection),
                language == null ? given.language() : language,
                tokens == null ? given.promptTokens() : count("--tokens", tokens, Integer.MAX_VALUE),
                spend.isEmpty() ? given.spend() : Optional.of(FactValue.spend(given.spend(), spend)),
                targets.isEmpty()
                        ? given.targets()
                        : targets.stream().map(FactValue::target).toList(),
                new Facts.Tightening(
                        localOnly || given.wish().localOnly(),
                        sensitivity == null
                                ? given.wish().atLeast()
                                : sensitivity.highest(given.wish().atLeast())),
                time == null ? given.at() : instant(time));
    }

    private Facts.Caller caller(Facts.Caller given) {
        Map<String, String> all = new HashMap<>(given.labels());
        all.putAll(labels);
        return new Facts.Caller(key == null ? given.keyId() : key, team == null ? given.team() : team, all);
    }

    private Facts.Request request(Facts.Request given) {
        int count = turns == null ? given.turns() : count("--turns", turns, MOST_TURNS);
        return new Facts.Request(
                endpoint == null ? given.endpoint() : endpoint,
                model == null ? given.model() : model,
                stream || given.stream(),
                tools || given.tools(),
                structuredOutput || given.structuredOutput(),
                count,
                turns == null ? given.roles() : Collections.nCopies(count, "user"));
    }

    private Inspection inspection(Inspection given) {
        List<Finding> all = new ArrayList<>(given.findings());
        findings.forEach(written -> all.addAll(FactValue.findings(written)));
        return degraded ? new Inspection.Incomplete(all, "--detector-degraded says so") : given.withFindings(all);
    }

    private static double share(String what, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw CommandFailure.usage(what + " can't be " + value, "write a number from 0 to 1");
        }
        return value;
    }

    private static int count(String option, int value, int most) {
        if (value < 0 || value > most) {
            throw CommandFailure.usage(option + " can't be " + value, "write a number from 0 to " + most);
        }
        return value;
    }

    private static Instant instant(String written) {
        try {
            return Instant.parse(written);
        } catch (DateTimeException e) {
            throw CommandFailure.usage("`" + written + "` is no time", "write it like 2026-01-01T12:00:00Z");
        }
    }
}
