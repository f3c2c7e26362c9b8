package dev.weir.gateway.admin;

import dev.weir.gateway.capture.ContentErasure;
import dev.weir.gateway.capture.ContentReveal;
import dev.weir.gateway.security.Caller;
import dev.weir.gateway.security.Permission;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Captured content: shown to those who may see it, for a reason, and destroyed. Both are on record before. */
@RestController
@RequestMapping("/api/admin/v1")
class ContentController {

    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_SUBJECT = 512;

    private final ContentReveal reveal;
    private final ContentErasure erasure;

    ContentController(ContentReveal reveal, ContentErasure erasure) {
        this.reveal = reveal;
        this.erasure = erasure;
    }

    /** Why somebody wants to see content. Doesn't print itself. */
    record RevealBody(@Nullable String reason) {
        @Override
        public String toString() {
            return "RevealBody";
        }
    }

    /** Whose content is to be destroyed, and why. Doesn't print itself. */
    record ErasureBody(@Nullable String subject, @Nullable String reason) {
        @Override
        public String toString() {
            return "ErasureBody";
        }
    }

    /** What there is of a decision's content, the request first. */
    record Revealed(String decision, List<RevealedPart> parts) {
        Revealed {
            parts = List.copyOf(parts);
        }
    }

    /**
     * One part.
     *
     * @param standing {@code shown}, or why it isn't
     * @param content JSON, where it is shown
     */
    record RevealedPart(String part, String mode, Instant capturedAt, String standing, Optional<JsonNode> content) {
        static RevealedPart of(ContentReveal.Shown shown) {
            return new RevealedPart(
                    shown.part().part().written(),
                    shown.part().mode().written(),
                    shown.part().capturedAt(),
                    DecisionSummary.lowerCase(shown.standing()),
                    shown.content().map(JsonMapper.shared()::readTree));
        }
    }

    /**
     * What was destroyed.
     *
     * @param subject the person's fingerprint, as on record
     */
    record Erased(String subject, long contents, long keys) {}

    @PostMapping(path = "/decisions/{id}/reveal", consumes = MediaType.APPLICATION_JSON_VALUE)
    Revealed reveal(@AuthenticationPrincipal Caller caller, @PathVariable String id, @RequestBody RevealBody body) {
        if (!caller.may().contains(Permission.REVEAL)) {
            throw AdminProblem.forbidden(
                    "reveal_not_allowed",
                    "This key may not see captured content. One that may is declared with `may: [reveal]` in `weir.keys`.");
        }
        String reason = text("reason", body.reason(), LONGEST_REASON);
        List<RevealedPart> parts = reveal.reveal(caller.keyId(), id, reason).stream()
                .map(RevealedPart::of)
                .toList();
        if (parts.isEmpty()) {
            throw AdminProblem.notFound("captured content");
        }
        return new Revealed(id, parts);
    }

    @PostMapping(path = "/audit/erasures", consumes = MediaType.APPLICATION_JSON_VALUE)
    Erased erase(@AuthenticationPrincipal Caller caller, @RequestBody ErasureBody body) {
        String subject = text("subject", body.subject(), LONGEST_SUBJECT);
        String reason = text("reason", body.reason(), LONGEST_REASON);
        ContentErasure.Erased erased = erasure.erase(caller.keyId(), subject, reason);
        return new Erased(erased.subject(), erased.contents(), erased.keys());
    }

    private static String text(String member, @Nullable String value, int longest) {
        if (value == null || value.isBlank() || value.length() > longest) {
            throw AdminProblem.invalidMember(member, "is a text of 1 to " + longest + " characters, not blank");
        }
        return value;
    }
}
