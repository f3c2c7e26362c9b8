package dev.weir.gateway.audit;

import dev.weir.auditlog.json.Json;
import dev.weir.auditlog.json.JsonReader;
import dev.weir.auditlog.records.HoldRecord;
import dev.weir.auditlog.records.SelfRecords;
import dev.weir.policy.Capture;
import dev.weir.policy.PolicyDecision;
import dev.weir.policy.replay.FactsJson;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Bodies of entries as they go on record. A change of shape gets a new {@code v}. Thread-safe. */
final class EntryBodies {

    static final String DECISION = "decision";
    static final String OUTCOME = "outcome";
    static final String POLICY = "policy";
    static final String ADMIN = "admin";
    static final String LOGIN = "login";
    static final String EXPORT = "export";
    static final String START = "start";

    private static final int MAX_FACTS = 1_000_000;

    private final EntryJson json = new EntryJson();
    private final LogKey key;

    EntryBodies(LogKey key) {
        this.key = key;
    }

    /** An object that is being put together. */
    static final class Members {

        private final Map<String, Json> members = new TreeMap<>();

        Members put(String name, String text) {
            members.put(name, Json.of(printable(text)));
            return this;
        }

        Members put(String name, long number) {
            members.put(name, Json.of(number));
            return this;
        }

        Members put(String name, boolean value) {
            members.put(name, Json.of(value));
            return this;
        }

        Members put(String name, Json value) {
            members.put(name, value);
            return this;
        }

        Members putAll(Map<String, Json> more) {
            members.putAll(more);
            return this;
        }

        Json.ObjectValue build() {
            return new Json.ObjectValue(members);
        }

        private static String printable(String text) {
            return ClientText.printable(text, text.length());
        }
    }

    Json.ObjectValue of(DecisionEntry entry) {
        PolicyDecision verdict = entry.decision();
        Members body = new Members()
                .put("v", EntryJson.FORMAT)
                .put("decision", entry.id())
                .put("request", ClientText.printable(entry.requestId(), 128))
                .put("key", entry.keyId())
                .put("team", entry.team())
                .put("endpoint", entry.endpoint())
                .put("requestedModel", ClientText.printable(entry.requestedModel(), 256))
                .put("stream", entry.stream())
                .put("route", entry.route())
                .put("model", entry.model())
                .put("reason", entry.reason())
                .put("effect", verdict.effect().name())
                .put("preference", verdict.preference().name())
                .put("sensitivity", verdict.sensitivity().name())
                .put(
                        "policy",
                        new Members()
                                .put("name", verdict.policy().name())
                                .put("number", verdict.policy().number())
                                .put("sha256", verdict.policy().sha256())
                                .build())
                .put("rules", JsonReader.read(json.rules(verdict.decidingRules())))
                .put("targetEffects", JsonReader.read(json.effects(verdict.targetEffects())))
                .put("trace", JsonReader.read(json.trace(verdict.trace())))
                .put("difficulty", new Json.NumberValue(entry.difficulty().score()))
                .put("drivers", JsonReader.read(json.drivers(entry.difficulty())))
                .put("findings", JsonReader.read(json.findings(entry.findings())))
                .put("inspectionComplete", entry.inspectionComplete())
                .put("pseudonyms", entry.pseudonyms())
                .put("promptTokens", entry.promptTokens());
        if (verdict.capture() != Capture.NONE) {
            Members capture = new Members().put("mode", verdict.capture().written());
            entry.captured()
                    .ifPresent(note -> capture.put("bytes", note.bytes()).put("subject", note.subject()));
            body.put("capture", capture.build());
        }
        entry.facts()
                .map(FactsJson::write)
                .filter(text -> text.length() <= MAX_FACTS)
                .ifPresent(text -> body.put("facts", JsonReader.read(text)));
        return body.build();
    }

    Json.ObjectValue of(OutcomeEntry entry) {
        return new Members()
                .put("v", EntryJson.FORMAT)
                .put("decision", entry.decisionId())
                .put("servedBy", entry.servedBy())
                .put("result", entry.result().name())
                .put("code", entry.code())
                .put("promptTokens", entry.promptTokens())
                .put("completionTokens", entry.completionTokens())
                .put("costMicroUsd", entry.costMicroUsd())
                .put("savedMicroUsd", entry.savedMicroUsd())
                .put("firstTokenMs", entry.timeToFirstToken().toMillis())
                .put("totalMs", entry.total().toMillis())
                .put("answerLooked", entry.answer().looked().name())
                .put("answerDone", entry.answer().done().name())
                .put(
                        "answerFindings",
                        JsonReader.read(json.findings(entry.answer().byEntity())))
                .build();
    }

    static String kind(AuditEvent event) {
        return switch (event) {
            case AuditEvent.PolicyChanged _ -> POLICY;
            case AuditEvent.AdminAction _ -> ADMIN;
            case AuditEvent.SignedIn _, AuditEvent.SignInFailed _ -> LOGIN;
            case AuditEvent.Exported _ -> EXPORT;
            case AuditEvent.Started _ -> START;
            case AuditEvent.HoldPlaced _, AuditEvent.HoldReleased _ -> SelfRecords.HOLD;
            case AuditEvent.KeyChanged _ -> SelfRecords.ROTATION;
            case ContentEvent content -> ContentBodies.kind(content);
        };
    }

    Json.ObjectValue of(AuditEvent event) {
        Members body = new Members().put("v", EntryJson.FORMAT).put("key", event.keyId());
        return switch (event) {
            case AuditEvent.PolicyChanged change -> {
                body.put("place", change.place())
                        .put("sha256", change.sha256())
                        .put("origin", change.origin().toLowerCase(Locale.ROOT))
                        .put("owner", change.owner().toLowerCase(Locale.ROOT))
                        .put("pinned", change.pinned());
                putNumber(body, "number", change.number());
                putNumber(body, "replaced", change.replaced());
                yield withNote(body, change.note());
            }
            case AuditEvent.AdminAction action ->
                body.put("method", action.method()).put("path", action.path()).build();
            case AuditEvent.SignedIn _ -> body.put("outcome", "succeeded").build();
            case AuditEvent.SignInFailed failed ->
                body.put("outcome", "failed")
                        .put("place", failed.place())
                        .put("count", failed.count())
                        .build();
            case AuditEvent.Exported export ->
                body.put("form", export.form())
                        .put("filter", object(export.filter()))
                        .put("size", export.size())
                        .build();
            case AuditEvent.Started started ->
                body.put("version", started.version()).build();
            case AuditEvent.HoldPlaced placed ->
                withNote(body.putAll(new HoldRecord.Placed(placed.scope()).members()), placed.reason());
            case AuditEvent.HoldReleased released ->
                withNote(body.putAll(new HoldRecord.Released(released.hold()).members()), released.reason());
            case AuditEvent.KeyChanged changed ->
                withNote(body.putAll(changed.rotation().members()), changed.reason());
            case ContentEvent content -> ContentBodies.of(content, body, key);
        };
    }

    /** What somebody wrote is on record by its length and fingerprint. */
    private Json.ObjectValue withNote(Members body, String note) {
        body.put("noteLength", note.length());
        if (!note.isEmpty()) {
            body.put("noteFingerprint", key.fingerprint(note));
        }
        return body.build();
    }

    private static void putNumber(Members body, String name, Optional<Integer> number) {
        number.ifPresent(value -> body.put(name, value));
    }

    private static Json object(Map<String, String> texts) {
        Members members = new Members();
        texts.forEach(members::put);
        return members.build();
    }

    /** A body that is read back. Anything missing is an error: the entry isn't one that this release wrote. */
    record Read(Map<String, Json> members) {

        static Read of(Json body) {
            if (body instanceof Json.ObjectValue object) {
                return new Read(object.members());
            }
            throw new IllegalStateException("an entry's body isn't an object");
        }

        Json value(String name) {
            Json value = members.get(name);
            if (value == null) {
                throw new IllegalStateException("an entry has no `" + name + "`");
            }
            return value;
        }

        String text(String name) {
            if (value(name) instanceof Json.StringValue string) {
                return string.text();
            }
            throw new IllegalStateException("an entry's `" + name + "` isn't a text");
        }

        /** Empty text where there is none. */
        String textOrEmpty(String name) {
            return members.get(name) instanceof Json.StringValue string ? string.text() : "";
        }

        double decimal(String name) {
            if (value(name) instanceof Json.NumberValue number) {
                return number.number();
            }
            throw new IllegalStateException("an entry's `" + name + "` isn't a number");
        }

        long number(String name) {
            return (long) decimal(name);
        }

        int integer(String name) {
            return Math.toIntExact(number(name));
        }

        boolean truth(String name) {
            return value(name).equals(Json.of(true));
        }

        Read object(String name) {
            return of(value(name));
        }

        /** Texts of a list; none where there is no such list. */
        List<String> texts(String name) {
            return members.get(name) instanceof Json.ArrayValue array
                    ? array.elements().stream()
                            .filter(Json.StringValue.class::isInstance)
                            .map(element -> ((Json.StringValue) element).text())
                            .toList()
                    : List.of();
        }

        /** Names of an object's members; none where there is no such object. */
        List<String> names(String name) {
            return members.get(name) instanceof Json.ObjectValue object
                    ? List.copyOf(object.members().keySet())
                    : List.of();
        }
    }
}
