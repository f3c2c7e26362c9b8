package dev.weir.policy.detection;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * How one kind of number is known.
 *
 * @param form the value with its separators, in any case; every quantifier is bounded
 * @param check what its issuer says about it, see {@link IdentifierChecks}
 * @param trust what a match needs besides form and check
 * @param isCheckSoft whether a value right after its cue counts even where the check fails: people mistype
 * @param cues number of the group of cues; -1 for none
 */
record IdentifierRule(
        Entity entity, Pattern form, Predicate<String> check, Trust trust, boolean isCheckSoft, int cues) {

    /** Where a value of the form is believed. */
    enum Trust {
        /** Anywhere: the form is nobody else's. */
        ANYWHERE,
        /** With a cue near it, or where the text is nothing but such values. */
        ALONE,
        /** With a cue near it. */
        CUED
    }
}
