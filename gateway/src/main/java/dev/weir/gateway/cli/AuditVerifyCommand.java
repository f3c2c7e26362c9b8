package dev.weir.gateway.cli;

import dev.weir.auditlog.note.SignedNote;
import dev.weir.auditlog.note.VerifierKey;
import dev.weir.auditlog.verify.Bundle;
import dev.weir.auditlog.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Verifies the log of the running gateway, or an export of any. */
@Command(
        name = "verify",
        description = "Verify the running gateway's log, or a bundle with the public key alone.",
        mixinStandardHelpOptions = true)
final class AuditVerifyCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(arity = "0..1", paramLabel = "BUNDLE", description = "What `weir audit export` wrote.")
    private @Nullable String bundle;

    @Option(
            names = "--key",
            paramLabel = "PUBLIC",
            description =
                    "The log's public key, or a file that has it; needed with a bundle. From elsewhere, never from "
                            + "the bundle.")
    private @Nullable String key;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "A checkpoint that was kept elsewhere: the log must have grown from it.")
    private @Nullable String checkpoint;

    @Mixin
    private PolicyFormat format = new PolicyFormat();

    @Mixin
    private FolderOptions folders = new FolderOptions();

    AuditVerifyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        JsonNode result = bundle == null ? online() : offline(surroundings.path(bundle));
        List<String> lines = new ArrayList<>();
        result.path("findings")
                .forEach(finding -> lines.add(finding.path("code").asString() + " "
                        + finding.path("message").asString()));
        lines.add((result.path("sound").asBoolean() ? "sound: " : "NOT SOUND: ")
                + result.path("size").asString() + " entries, "
                + result.path("entries").asString() + " of them here and checked, "
                + result.path("checkpoints").asString() + " checkpoints, root "
                + result.path("root").asString());
        long since = result.path("vouchedFrom").asLong(0);
        if (since > 0) {
            lines.add("the key is the log's since entry " + since + "; checkpoints from before weren't checked");
        }
        format.print(lines, result, surroundings);
        return result.path("sound").asBoolean() ? ExitCode.OK : ExitCode.FAILED;
    }

    private JsonNode online() {
        AdminApi gateway = AdminApi.ofRunning(folders.resolve(surroundings));
        Optional<String> anchor = Optional.ofNullable(checkpoint).map(this::read);
        return AdminApi.json(() ->
                anchor.isPresent() ? gateway.post("audit/verify", anchor.get()) : gateway.getPatiently("audit/verify"));
    }

    private JsonNode offline(Path file) {
        if (key == null) {
            throw CommandFailure.usage(
                    "a bundle is verified with the log's public key", "give it with --key; `weir audit key` prints it");
        }
        try (Bundle opened = Bundle.open(file)) {
            return json(opened.verify(
                    publicKey(key), Optional.ofNullable(checkpoint).map(this::note)));
        } catch (IOException | ProviderNotFoundException e) {
            throw CommandFailure.failed(
                    "cannot read " + file, "is it a bundle that `weir audit export` wrote, and whole?", e);
        }
    }

    private VerifierKey publicKey(String written) {
        try {
            Path file = surroundings.path(written);
            return VerifierKey.parse(Files.exists(file) ? read(written) : written);
        } catch (IllegalArgumentException noKey) {
            throw CommandFailure.usage(String.valueOf(noKey.getMessage()), "`weir audit key` prints it");
        }
    }

    private SignedNote note(String file) {
        try {
            return SignedNote.parse(read(file));
        } catch (IllegalArgumentException noNote) {
            throw CommandFailure.usage(file + " is no checkpoint", "`weir audit checkpoint` prints one");
        }
    }

    private String read(String written) {
        Path file = surroundings.path(written);
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw CommandFailure.failed("cannot read " + file + ": " + Failures.reason(e), "check its path", e);
        }
    }

    private static ObjectNode json(Verification result) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("sound", result.sound())
                .put("size", result.size())
                .put("root", result.root().base64())
                .put("entries", result.entries())
                .put("pruned", result.pruned())
                .put("checkpoints", result.checkpoints());
        result.vouchedFrom().ifPresent(entry -> json.put("vouchedFrom", entry));
        ArrayNode findings = json.putArray("findings");
        result.findings()
                .forEach(finding -> findings.addObject()
                        .put("code", finding.code().name())
                        .put("sequence", finding.sequence())
                        .put("message", finding.message()));
        return json;
    }
}
