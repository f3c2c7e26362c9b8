package dev.weir.policy.detection;

import java.util.List;
import java.util.Set;

/**
 * Finds entities in plain text. Implementations are thread-safe, and their cost grows linearly with the text, whatever
 * the text: bounded patterns only. A recogniser that throws makes the inspection incomplete, so nothing leaves.
 *
 * <p>Texts come normalised: no zero-width characters, ASCII digits, Latin letters for their look-alikes. Models for
 * names and places come in by the same seam.
 */
public interface EntityRecogniser {

    /** Stable name, lower case with dashes, as in findings and logs. */
    String name();

    /** Every entity this recogniser can find. */
    Set<Entity> entities();

    /** Everything found, in any order; matches may overlap. */
    List<Match> recognise(String text);
}
