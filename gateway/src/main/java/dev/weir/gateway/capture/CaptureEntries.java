package dev.weir.gateway.capture;

import dev.weir.gateway.audit.LogArchive;
import dev.weir.gateway.audit.LogFilter;
import dev.weir.gateway.policy.Sha256;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the log says was stored of one decision's content.
 *
 * @param oldestFirst entries of the kind {@code capture}
 */
record CaptureEntries(List<JsonNode> oldestFirst) {

    private static final int MOST = 50;

    CaptureEntries {
        oldestFirst = List.copyOf(oldestFirst);
    }

    static CaptureEntries of(String decisionId, LogArchive archive) {
        return new CaptureEntries(
                archive.page(LogFilter.ofDecision("capture", decisionId), Optional.empty(), MOST).reversed().stream()
                        .map(JsonMapper.shared()::readTree)
                        .toList());
    }

    /** What is on record of a part: the first word counts. */
    record Recorded(long sequence, String sha256) {
        boolean isOf(byte[] stored) {
            return sha256.equals(Sha256.of(stored));
        }
    }

    /** Empty where the log knows nothing of it. */
    Optional<Recorded> find(Part part) {
        return oldestFirst.stream()
                .filter(entry -> entry.path("body").has("sha256")
                        && entry.path("body").path("part").asString("").equals(part.written()))
                .map(entry -> new Recorded(
                        entry.path("seq").asLong(),
                        entry.path("body").path("sha256").asString()))
                .findFirst();
    }
}
