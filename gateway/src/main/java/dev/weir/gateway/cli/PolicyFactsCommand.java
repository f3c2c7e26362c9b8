package dev.weir.gateway.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Writes what past decisions were made from. */
@Command(
        name = "facts",
        description = "Write recorded decisions of a running gateway with the facts they were made from, as JSON lines"
                + " without content, for replay and explain.",
        mixinStandardHelpOptions = true)
final class PolicyFactsCommand implements Callable<Integer> {
    private static final int PAGE = 200;

    private final Surroundings surroundings;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "7d",
            description = "From when on: 30m, 12h, 7d ago, or like 2026-01-01T12:00:00Z. Default: 7d.")
    private String since = "7d";

    @Option(names = "--until", paramLabel = "TIME", description = "Until when, likewise. Default: now.")
    private @Nullable String until;

    @Mixin
    private FolderOptions folders = new FolderOptions();

    PolicyFactsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Instant now = Instant.now();
        Instant from = Times.read(since, now);
        Instant to = until == null ? now : Times.read(until, now);
        AdminApi gateway = AdminApi.ofRunning(folders.resolve(surroundings));
        long count = 0;
        Optional<String> last = Optional.empty();
        Page page;
        do {
            String after = last.map(id -> "&after=" + id).orElse("");
            page = copied(gateway, "decisions/facts?since=" + from + "&until=" + to + "&limit=" + PAGE + after);
            count += page.lines();
            last = page.last();
        } while (last.isPresent());
        surroundings.err().println(count + " decisions written");
        return ExitCode.OK;
    }

    /** What one request gave; the last decision's id tells where to go on. */
    private record Page(long lines, Optional<String> last) {}

    private Page copied(AdminApi gateway, String path) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(gateway.get(path), StandardCharsets.UTF_8))) {
            long lines = 0;
            String last = "";
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                surroundings.out().println(line);
                last = line;
                lines++;
            }
            return new Page(lines, lines == 0 ? Optional.empty() : Optional.of(id(last)));
        } catch (IOException e) {
            throw CommandFailure.unreachable(
                    "the gateway broke off: " + Failures.reason(e), "what was written is not complete; try again");
        }
    }

    private static String id(String line) {
        return JsonMapper.shared().readTree(line).path("decision").asString();
    }
}
