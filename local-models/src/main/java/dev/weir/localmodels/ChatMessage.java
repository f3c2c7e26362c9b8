package dev.weir.localmodels;

/** One turn of a conversation, as a chat template sees it. */
public record ChatMessage(Role role, String content) {

    /** Who speaks. */
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT,
        TOOL
    }
}
