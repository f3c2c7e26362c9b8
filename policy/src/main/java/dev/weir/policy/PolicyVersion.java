package dev.weir.policy;

/**
 * Names one version of a policy.
 *
 * @param number counts the distinct texts that were in force in this installation, from 1: a text keeps its number, so
 *     that a name and number mean the same text for ever
 * @param sha256 hash of the policy file, lower-case hexadecimal
 */
public record PolicyVersion(String name, int number, String sha256) {

    /** {@code name@number}, as in the {@code x-weir-policy} header. */
    @Override
    public String toString() {
        return name + "@" + number;
    }
}
