package dev.weir.gateway.audit;

import java.util.Optional;

/** What happens to captured content. None of it says what the content is. */
public sealed interface ContentEvent extends AuditEvent {

    /**
     * Content was stored.
     *
     * @param part {@code request} or {@code answer}
     * @param mode {@code masked} or {@code encrypted}
     * @param subject fingerprint of the person it is about
     * @param bytes as stored
     * @param sha256 of what is stored, which is not the content itself
     */
    record Captured(String decisionId, String part, String mode, String subject, long bytes, String sha256)
            implements ContentEvent {
        @Override
        public String keyId() {
            return "";
        }
    }

    /**
     * Content that was to be kept was not.
     *
     * @param reason short code
     */
    record Lost(String decisionId, String part, String mode, String reason) implements ContentEvent {
        @Override
        public String keyId() {
            return "";
        }
    }

    /**
     * Content is about to be shown.
     *
     * @param reason what the one who asks wrote; goes on record as its length and fingerprint
     */
    record Revealed(String keyId, String decisionId, String reason) implements ContentEvent {}

    /**
     * Somebody's content is about to be destroyed.
     *
     * @param subject fingerprint of the person
     * @param reason what the one who asks wrote; goes on record as its length and fingerprint
     */
    record ErasureAsked(String keyId, String subject, String reason) implements ContentEvent {}

    /**
     * Somebody's content was destroyed.
     *
     * @param asked number of the entry that tells who asked for it
     * @param contents how many were removed
     * @param keys how many keys were destroyed, 0 or 1
     */
    record Erased(String keyId, String subject, long asked, long contents, long keys) implements ContentEvent {}

    /** Content was removed whose time was up. */
    record Expired(long contents) implements ContentEvent {
        @Override
        public String keyId() {
            return "";
        }
    }

    /** The decision that it concerns; empty where it concerns none. */
    default Optional<String> decision() {
        return switch (this) {
            case Captured captured -> Optional.of(captured.decisionId());
            case Lost lost -> Optional.of(lost.decisionId());
            case Revealed revealed -> Optional.of(revealed.decisionId());
            case ErasureAsked _, Erased _, Expired _ -> Optional.empty();
        };
    }
}
