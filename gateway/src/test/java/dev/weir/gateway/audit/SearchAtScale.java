package dev.weir.gateway.audit;

import dev.weir.gateway.audit.LogArchive.Form;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How long searches take in a large log, on H2: the first page by each filter, common and rare values, and pages far back.
 * Arguments: an empty folder, and a number of decisions.
 */
final class SearchAtScale {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private SearchAtScale() {}

    public static void main(String[] arguments) throws Exception {
        int decisions = Integer.parseInt(arguments[1]);
        try (AuditTestContext context = AuditTestContext.open(Path.of(arguments[0]))) {
            LogArchive archive = context.bean(LogArchive.class);
            Random random = new Random(1);
            long start = System.nanoTime();
            for (int number = 0; number < decisions; number++) {
                DecisionEntry entry = decision(number, random);
                while (true) {
                    try {
                        context.log().append(entry);
                        break;
                    } catch (AuditUnavailableException full) {
                        Thread.sleep(5);
                    }
                }
            }
            System.out.printf("appended %d in %d ms%n", decisions, millis(start));
            start = System.nanoTime();
            context.bean(IndexKeeper.class).catchUp();
            System.out.printf("index caught up after another %d ms%n", millis(start));

            measure(archive, "everything", filter -> filter);
            measure(archive, "team common", filter -> with(filter, "team-0", null, null, null, null, null));
            measure(archive, "team rare", filter -> with(filter, "team-rare", null, null, null, null, null));
            measure(archive, "key", filter -> with(filter, null, "key-7", null, null, null, null));
            measure(archive, "route cloud", filter -> with(filter, null, null, "cloud", null, null, null));
            measure(archive, "model rare", filter -> with(filter, null, null, null, "model-rare", null, null));
            measure(archive, "rule", filter -> with(filter, null, null, null, null, "rule-3", null));
            measure(archive, "entity", filter -> with(filter, null, null, null, null, null, "EMAIL"));
            measure(archive, "entity rare", filter -> with(filter, null, null, null, null, null, "RARE"));
            measure(archive, "team and entity", filter -> with(filter, "team-1", null, null, null, null, "RARE"));
            measure(
                    archive,
                    "an hour long ago",
                    filter -> new LogFilter(
                            filter.kind(),
                            Optional.of(START.plusSeconds(decisions / 10)),
                            Optional.of(START.plusSeconds(decisions / 10 + 3600)),
                            filter.decision(),
                            filter.team(),
                            filter.key(),
                            filter.route(),
                            filter.model(),
                            filter.rule(),
                            filter.entity()));
            measure(archive, "nothing", filter -> with(filter, "nobody", null, null, null, null, null));
            start = System.nanoTime();
            archive.page(LogFilter.ALL, Optional.of((long) decisions / 2), 50);
            System.out.printf("page in the middle: %d ms%n", millis(start));
            start = System.nanoTime();
            System.out.printf(
                    "verify: sound %s, %d ms%n",
                    archive.verify(Optional.empty()).sound(), millis(start));
            start = System.nanoTime();
            archive.export("scale", Form.CSV, with(LogFilter.ALL, null, null, "cloud", null, null, null))
                    .writeTo(OutputStream.nullOutputStream());
            System.out.printf("export of the cloud route as CSV: %d ms%n", millis(start));
        }
    }

    private static void measure(LogArchive archive, String what, UnaryOperator<LogFilter> asked) {
        LogFilter filter = asked.apply(LogFilter.ALL);
        archive.page(filter, Optional.empty(), 50);
        long worst = 0;
        int found = 0;
        for (int round = 0; round < 5; round++) {
            long start = System.nanoTime();
            found = archive.page(filter, Optional.empty(), 50).size();
            worst = Math.max(worst, millis(start));
        }
        System.out.printf("%s: %d entries, slowest of 5: %d ms%n", what, found, worst);
    }

    private static LogFilter with(
            LogFilter filter,
            @Nullable String team,
            @Nullable String key,
            @Nullable String route,
            @Nullable String model,
            @Nullable String rule,
            @Nullable String entity) {
        return new LogFilter(
                filter.kind(),
                filter.since(),
                filter.until(),
                filter.decision(),
                Optional.ofNullable(team),
                Optional.ofNullable(key),
                Optional.ofNullable(route),
                Optional.ofNullable(model),
                Optional.ofNullable(rule),
                Optional.ofNullable(entity));
    }

    private static DecisionEntry decision(int number, Random random) {
        DecisionEntry sample = SampleDecisions.pseudonymised("dec_" + number, 1);
        boolean rare = number % 50_000 == 17;
        return new DecisionEntry(
                sample.id(),
                "req_" + number,
                START.plusSeconds(number),
                "key-" + random.nextInt(40),
                rare ? "team-rare" : "team-" + Math.min(9, random.nextInt(20)),
                sample.endpoint(),
                sample.requestedModel(),
                sample.stream(),
                random.nextInt(5) == 0 ? "cloud" : "local",
                rare ? "model-rare" : "model-" + random.nextInt(4),
                sample.reason(),
                sample.decision(),
                sample.difficulty(),
                rare ? Map.of("EMAIL", 1, "RARE", 1) : Map.of(random.nextInt(3) == 0 ? "EMAIL" : "IBAN", 1),
                true,
                1,
                62,
                sample.facts(),
                sample.captured());
    }

    private static long millis(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
