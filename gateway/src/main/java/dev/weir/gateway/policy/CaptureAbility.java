package dev.weir.gateway.policy;

/** Whether this installation can do what policies may ask for. Thread-safe. */
@FunctionalInterface
public interface CaptureAbility {

    /** Whether content can be captured encrypted. */
    boolean encrypts();
}
