package dev.weir.gateway.inference.cloud;

/** A provider's key. Its text form is masked, so that no log, exception or endpoint can show it by accident. */
public final class Secret {

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /**
     * Wraps a key; white space around it is left out.
     *
     * @throws IllegalArgumentException if it is empty or holds what no HTTP header may hold
     */
    public static Secret of(String value) {
        String key = value.strip();
        if (key.isEmpty() || !key.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("a key is not empty and consists of visible ASCII characters");
        }
        return new Secret(key);
    }

    /** The key itself, for the request header alone. */
    String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
