package dev.weir.gateway.capture;

/** Takes content that policy wants to be kept. Thread-safe. */
public interface ContentStore {

    /** The fingerprint by which a person is known here. */
    String subject(String id);

    /** Keeps content later, on a thread of its own. Neither waits nor throws: what can't be kept is lost, and counted. */
    void keep(Content content);
}
