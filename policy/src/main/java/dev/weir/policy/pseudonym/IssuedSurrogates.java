package dev.weir.policy.pseudonym;

/** Tells what we put into a text ourselves from what was there: a realistic surrogate looks like a finding. Immutable. */
public final class IssuedSurrogates {

    /** Nothing was issued. */
    public static final IssuedSurrogates NONE = new IssuedSurrogates(PlaceholderVault.EMPTY);

    private final SurrogateMatcher matcher;

    public IssuedSurrogates(PlaceholderVault vault) {
        this.matcher = new SurrogateMatcher(vault.entries());
    }

    /** Whether every letter and digit of a stretch of text belongs to some issued surrogate. */
    public boolean accountFor(String text, int start, int end) {
        if (matcher.longestForm() == 0) {
            return false;
        }
        int i = Math.max(0, start - matcher.longestForm());
        while (i < end) {
            int issued = matcher.issuedEnd(text, i);
            if (issued > Math.max(i, start)) {
                i = issued;
            } else if (i >= start && Character.isLetterOrDigit(text.charAt(i))) {
                return false;
            } else {
                i++;
            }
        }
        return true;
    }
}
