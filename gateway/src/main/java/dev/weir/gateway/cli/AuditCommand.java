package dev.weir.gateway.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Looks into the decision log. All but {@code verify} of a bundle needs a running gateway. */
@Command(
        name = "audit",
        description = "List, verify, export and prove what the decision log holds; keep and remove entries.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 sound, 1 not, 2 wrong usage, 3 no gateway runs.",
            "An auditor needs no Weir: weir-audit-verify.jar runs with a JDK alone."
        })
final class AuditCommand implements Runnable {

    private static final int PAGE = 200;
    private static final List<String> HEADER =
            List.of("SEQ", "AT", "KIND", "DECISION", "TEAM", "KEY", "ROUTE", "MODEL", "RESULT");

    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    private AuditCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    static CommandLine create(Surroundings surroundings) {
        return new CommandLine(new AuditCommand(surroundings))
                .addSubcommand(new AuditVerifyCommand(surroundings))
                .addSubcommand(new AuditPruneCommand(surroundings))
                .addSubcommand(new AuditHoldCommand(surroundings))
                .addSubcommand(new AuditRevealCommand(surroundings))
                .addSubcommand(new AuditEraseCommand(surroundings));
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(surroundings.out());
        }
    }

    @Command(
            name = "key",
            description = "Print the public key that verifies this log.",
            mixinStandardHelpOptions = true)
    int key(@Mixin FolderOptions folders) {
        surroundings.out().println(head(folders).path("key").asString());
        return ExitCode.OK;
    }

    @Command(
            name = "checkpoint",
            description = "Print a signed checkpoint of the log as it is now. Keep it elsewhere.",
            mixinStandardHelpOptions = true)
    int checkpoint(@Mixin FolderOptions folders) {
        surroundings.out().print(head(folders).path("checkpoint").asString());
        return ExitCode.OK;
    }

    @Command(
            name = "rotate-key",
            description = "Change the log's signing key. The change is on record, and the old key is destroyed.",
            mixinStandardHelpOptions = true)
    int rotateKey(
            @Option(
                            names = "--reason",
                            paramLabel = "TEXT",
                            required = true,
                            description = "Why. The log has its length and fingerprint, the database its text.")
                    String reason,
            @Mixin FolderOptions folders) {
        AdminApi gateway = AdminApi.ofRunning(folders.resolve(surroundings));
        try (InputStream in = gateway.post("audit/key/rotation", reason)) {
            surroundings.err().println("the log's public key is now:");
            surroundings
                    .out()
                    .println(JsonMapper.shared().readTree(in).path("key").asString());
            return ExitCode.OK;
        } catch (IOException e) {
            throw CommandFailure.unreachable(
                    "the gateway broke off: " + Failures.reason(e), "`weir audit key` prints the key that signs now");
        }
    }

    private JsonNode head(FolderOptions folders) {
        return json(AdminApi.ofRunning(folders.resolve(surroundings)), "audit/head");
    }

    @Command(
            name = "list",
            aliases = "ls",
            description = "List entries, newest first.",
            mixinStandardHelpOptions = true)
    int list(
            @Mixin AuditFilterOptions filter,
            @Option(names = "--limit", defaultValue = "50", description = "At most so many. Default: 50.") int limit,
            @Mixin PolicyFormat format,
            @Mixin FolderOptions folders) {
        AdminApi gateway = AdminApi.ofRunning(folders.resolve(surroundings));
        String query = filter.query(Instant.now());
        ArrayNode entries = JsonNodeFactory.instance.arrayNode();
        Optional<String> cursor = Optional.empty();
        do {
            int size = Math.clamp((long) limit - entries.size(), 1, PAGE);
            String from = cursor.map(text -> "&cursor=" + text).orElse("");
            JsonNode page = json(gateway, "audit/entries?limit=" + size + query + from);
            page.path("items").forEach(entries::add);
            cursor = Optional.ofNullable(page.path("nextCursor").asStringOpt().orElse(null));
        } while (cursor.isPresent() && entries.size() < limit);
        List<List<String>> rows = new ArrayList<>();
        entries.forEach(entry -> rows.add(row(entry)));
        format.print(OutputFormat.table(HEADER, rows), entries, surroundings);
        return ExitCode.OK;
    }

    private static List<String> row(JsonNode entry) {
        JsonNode body = entry.path("body");
        return List.of(
                entry.path("seq").asString(),
                entry.path("at").asString(),
                entry.path("kind").asString(),
                body.path("decision").asString(""),
                body.path("team").asString(""),
                body.path("key").asString(""),
                body.path("route").asString(""),
                body.path("model").asString(body.path("servedBy").asString("")),
                body.path("result").asString(body.path("reason").asString("")));
    }

    @Command(
            name = "export",
            description = "Export entries. A bundle can be verified with the public key alone.",
            mixinStandardHelpOptions = true)
    int export(
            @Mixin AuditFilterOptions filter,
            @Option(
                            names = "--form",
                            defaultValue = "bundle",
                            description = "bundle (zip), jsonl or csv. Default: bundle.")
                    String form,
            @Option(
                            names = "--out",
                            paramLabel = "FILE",
                            description = "Where to. Default: weir-audit.zip; jsonl and csv go to standard output.")
                    @Nullable
                    String out,
            @Mixin FolderOptions folders) {
        if (!List.of("bundle", "jsonl", "csv").contains(form)) {
            throw CommandFailure.usage("there is no form `" + form + "`", "name bundle, jsonl or csv");
        }
        AdminApi gateway = AdminApi.ofRunning(folders.resolve(surroundings));
        String path = "audit/export?form=" + form + filter.query(Instant.now());
        Optional<Path> file = Optional.ofNullable(out)
                .or(() -> form.equals("bundle") ? Optional.of("weir-audit.zip") : Optional.empty())
                .map(surroundings::path);
        copy(gateway, path, file);
        file.ifPresent(written -> surroundings.err().println("written: " + written));
        return ExitCode.OK;
    }

    @Command(
            name = "prove",
            description = "Prove that an entry is in the log, or that the log only grew since a checkpoint.",
            mixinStandardHelpOptions = true)
    int prove(
            @Option(names = "--entry", paramLabel = "SEQ", description = "The entry of this number.") @Nullable
                    Long entry,
            @Option(names = "--decision", paramLabel = "ID", description = "The entry of this decision.") @Nullable
                    String decision,
            @Option(
                            names = "--since",
                            paramLabel = "SIZE",
                            description = "That the log only grew since its checkpoint of so many entries.")
                    @Nullable
                    Long since,
            @Option(names = "--out", paramLabel = "FILE", description = "Where to. Default: standard output.") @Nullable
                    String out,
            @Mixin FolderOptions folders) {
        String path;
        if (entry != null && decision == null && since == null) {
            path = "audit/proofs/inclusion?entry=" + entry;
        } else if (decision != null && entry == null && since == null) {
            path = "audit/proofs/inclusion?decision=" + decision;
        } else if (since != null && entry == null && decision == null) {
            path = "audit/proofs/consistency?since=" + since;
        } else {
            throw CommandFailure.usage("what is to be proven isn't clear", "give one of --entry, --decision, --since");
        }
        copy(
                AdminApi.ofRunning(folders.resolve(surroundings)),
                path,
                Optional.ofNullable(out).map(surroundings::path));
        return ExitCode.OK;
    }

    private void copy(AdminApi gateway, String path, Optional<Path> file) {
        try (InputStream in = gateway.getPatiently(path)) {
            if (file.isEmpty()) {
                in.transferTo(surroundings.out());
                return;
            }
            try (OutputStream to = Files.newOutputStream(file.get())) {
                in.transferTo(to);
            }
        } catch (IOException e) {
            throw CommandFailure.unreachable(
                    "the gateway or the file broke off: " + Failures.reason(e), "what was written is not complete");
        }
    }

    private static JsonNode json(AdminApi gateway, String path) {
        return AdminApi.json(() -> gateway.get(path));
    }
}
