package dev.weir.gateway.inference;

import dev.weir.router.selection.Target;
import java.util.List;

/** The models there are, each with its state now. Thread-safe. */
@FunctionalInterface
public interface TargetDirectory {

    /** Every model, local ones first, preferred first within its lane. */
    List<Target> targets();
}
