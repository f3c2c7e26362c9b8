package dev.weir.gateway.admin;

import dev.weir.auditlog.note.SignedNote;
import dev.weir.auditlog.verify.Finding;
import dev.weir.auditlog.verify.Verification;
import dev.weir.gateway.audit.KeyRotation;
import dev.weir.gateway.audit.LogArchive;
import dev.weir.gateway.audit.LogFilter;
import dev.weir.gateway.capture.ContentCheck;
import dev.weir.gateway.security.Caller;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The decision log for auditors: list, export, prove, verify. */
@RestController
@RequestMapping("/api/admin/v1/audit")
class AuditController {

    private static final int MAX_LIMIT = 200;

    private final LogArchive archive;
    private final KeyRotation rotation;
    private final ContentCheck content;

    AuditController(LogArchive archive, KeyRotation rotation, ContentCheck content) {
        this.archive = archive;
        this.rotation = rotation;
        this.content = content;
    }

    /**
     * What the log is now.
     *
     * @param key the public key
     * @param checkpoint the newest signed checkpoint, as a note
     */
    record Head(String key, String checkpoint) {}

    /** Entries, newest first; {@code nextCursor} leads to older ones. */
    record Page(List<JsonNode> items, Optional<String> nextCursor) {
        Page {
            items = List.copyOf(items);
        }
    }

    /** What came out of verifying the log. */
    record Verified(
            boolean sound,
            long size,
            String root,
            long entries,
            long pruned,
            long checkpoints,
            List<Finding> findings) {
        Verified {
            findings = List.copyOf(findings);
        }

        static Verified of(Verification result, List<Finding> ofContent) {
            return new Verified(
                    result.sound() && ofContent.isEmpty(),
                    result.size(),
                    result.root().base64(),
                    result.entries(),
                    result.pruned(),
                    result.checkpoints(),
                    Stream.concat(result.findings().stream(), ofContent.stream())
                            .toList());
        }
    }

    @GetMapping("/head")
    Head head() {
        return new Head(archive.key().toString(), archive.checkpoint().encoded());
    }

    /** The log's key after a change of it. */
    record Key(String key) {}

    /** Changes the log's signing key; the body is the reason, a text. */
    @PostMapping(path = "/key/rotation", consumes = MediaType.TEXT_PLAIN_VALUE)
    Key rotate(@AuthenticationPrincipal Caller caller, @RequestBody String reason) {
        if (reason.isBlank()) {
            throw AdminProblem.invalid("reason", "is missing: the body says why, as text");
        }
        return new Key(rotation.rotate(caller.keyId(), Parameters.reason(reason.strip()))
                .toString());
    }

    @GetMapping("/entries")
    Page entries(
            @RequestParam Optional<String> cursor,
            @RequestParam(defaultValue = "50") String limit,
            FilterParameters filter) {
        Optional<Long> before = cursor.map(text -> Parameters.number("cursor", text, Long.MAX_VALUE));
        int size = Parameters.integer("limit", limit, MAX_LIMIT);
        List<JsonNode> items = archive.page(filter.toFilter(), before, size).stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
        Optional<String> next = items.size() < size
                ? Optional.empty()
                : Optional.of(items.getLast().path("seq").asString());
        return new Page(items, next);
    }

    /** One entry, exactly as it was hashed. */
    @GetMapping(path = "/entries/{sequence}", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] entry(@PathVariable String sequence) {
        return archive.entry(Parameters.number("sequence", sequence, Long.MAX_VALUE))
                .orElseThrow(() -> AdminProblem.notFound("entry"))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Verifies the whole log as it stands, and the content that was captured beside it. */
    @GetMapping("/verify")
    Verified verify() {
        return Verified.of(archive.verify(Optional.empty()), content.findings());
    }

    /** Verifies it against a checkpoint that was kept elsewhere. */
    @PostMapping(path = "/verify", consumes = MediaType.TEXT_PLAIN_VALUE)
    Verified verify(@RequestBody String checkpoint) {
        return Verified.of(archive.verify(Optional.of(note(checkpoint))), content.findings());
    }

    private static SignedNote note(String text) {
        try {
            return SignedNote.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw AdminProblem.invalid("checkpoint", "is a checkpoint with its signature");
        }
    }

    /** Proves that an entry, or the entry of a decision, is in the log. */
    @GetMapping(path = "/proofs/inclusion", produces = MediaType.TEXT_PLAIN_VALUE)
    byte[] inclusion(@RequestParam Optional<String> entry, @RequestParam Optional<String> decision) {
        long sequence = entry.map(text -> Parameters.number("entry", text, Long.MAX_VALUE))
                .or(() -> decision.flatMap(archive::sequenceOf))
                .orElseThrow(() -> AdminProblem.notFound("entry"));
        return archive.proveInclusion(sequence)
                .orElseThrow(() -> AdminProblem.notFound("entry"))
                .encoded()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Proves that the log only grew since its checkpoint of a size. */
    @GetMapping(path = "/proofs/consistency", produces = MediaType.TEXT_PLAIN_VALUE)
    byte[] consistency(@RequestParam String since) {
        return archive.proveGrowth(Parameters.number("since", since, Long.MAX_VALUE))
                .orElseThrow(() -> AdminProblem.notFound("checkpoint"))
                .encoded()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Exports entries. The export is on record before its first byte. */
    @GetMapping("/export")
    void export(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(defaultValue = "bundle") String form,
            FilterParameters filter,
            HttpServletResponse response)
            throws IOException {
        LogArchive.Form chosen = form(form);
        LogArchive.Export export = archive.export(caller.keyId(), chosen, filter.toFilter());
        response.setContentType(
                switch (chosen) {
                    case BUNDLE -> "application/zip";
                    case JSONL -> "application/x-ndjson";
                    case CSV -> "text/csv;charset=UTF-8";
                });
        String suffix = chosen == LogArchive.Form.BUNDLE ? "zip" : form.toLowerCase(Locale.ROOT);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename("weir-audit." + suffix)
                        .build()
                        .toString());
        export.writeTo(response.getOutputStream());
    }

    private static LogArchive.Form form(String text) {
        try {
            return LogArchive.Form.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw AdminProblem.invalid("form", "is bundle, jsonl or csv");
        }
    }

    /** The filter as query parameters; a blank one counts as absent. */
    record FilterParameters(
            Optional<String> kind,
            Optional<String> since,
            Optional<String> until,
            Optional<String> decision,
            Optional<String> team,
            Optional<String> key,
            Optional<String> route,
            Optional<String> model,
            Optional<String> rule,
            Optional<String> entity) {

        LogFilter toFilter() {
            return new LogFilter(
                    present(kind),
                    present(since).map(text -> Parameters.instant("since", text)),
                    present(until).map(text -> Parameters.instant("until", text)),
                    present(decision),
                    present(team),
                    present(key),
                    present(route),
                    present(model),
                    present(rule),
                    present(entity));
        }

        private static Optional<String> present(Optional<String> value) {
            return value.filter(text -> !text.isBlank());
        }
    }
}
