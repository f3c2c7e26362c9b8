package dev.weir.gateway.audit;

import dev.weir.auditlog.json.Json;

/** Bodies of entries that tell what happens to captured content. */
final class ContentBodies {

    private ContentBodies() {}

    static String kind(ContentEvent event) {
        return switch (event) {
            case ContentEvent.Captured _, ContentEvent.Lost _ -> "capture";
            case ContentEvent.Revealed _ -> "reveal";
            case ContentEvent.ErasureAsked _ -> "erase";
            case ContentEvent.Erased _ -> "erased";
            case ContentEvent.Expired _ -> "expired";
        };
    }

    /** @param body with what all entries have */
    static Json.ObjectValue of(ContentEvent event, EntryBodies.Members body, LogKey key) {
        event.decision().ifPresent(decision -> body.put("decision", decision));
        return switch (event) {
            case ContentEvent.Captured captured ->
                body.put("part", captured.part())
                        .put("mode", captured.mode())
                        .put("subject", captured.subject())
                        .put("bytes", captured.bytes())
                        .put("sha256", captured.sha256())
                        .build();
            case ContentEvent.Lost lost ->
                body.put("part", lost.part())
                        .put("mode", lost.mode())
                        .put("lost", lost.reason())
                        .build();
            case ContentEvent.Revealed revealed -> reason(body, revealed.reason(), key);
            case ContentEvent.ErasureAsked asked -> reason(body.put("subject", asked.subject()), asked.reason(), key);
            case ContentEvent.Erased erased ->
                body.put("subject", erased.subject())
                        .put("asked", erased.asked())
                        .put("contents", erased.contents())
                        .put("keys", erased.keys())
                        .build();
            case ContentEvent.Expired expired ->
                body.put("contents", expired.contents()).build();
        };
    }

    private static Json.ObjectValue reason(EntryBodies.Members body, String reason, LogKey key) {
        return body.put("noteLength", reason.length())
                .put("noteFingerprint", key.fingerprint(reason))
                .build();
    }
}
