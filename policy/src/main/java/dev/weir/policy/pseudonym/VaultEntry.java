package dev.weir.policy.pseudonym;

/**
 * One surrogate and what it stands for. Its text form shows the entity alone.
 *
 * @param entity name of the entity
 * @param surrogate as issued
 * @param original as first written; where it stood in JSON, without escapes
 * @param wasNumber whether it stood as a number in JSON, and never as anything else
 */
public record VaultEntry(String entity, SurrogateKind kind, String surrogate, String original, boolean wasNumber) {

    @Override
    public String toString() {
        return "VaultEntry[" + entity + "]";
    }
}
