package dev.weir.policy.pseudonym;

/** The two characters before a place in a text; line breaks at its beginning. */
record Preceding(char secondLast, char last) {

    static final Preceding NOTHING = new Preceding('\n', '\n');

    Preceding then(char next) {
        return new Preceding(last, next);
    }

    /** Whether they belong to the same word as what follows, so that no surrogate of that kind starts there. */
    boolean joins(SurrogateKind kind) {
        if (SurrogateTrie.isWord(last)) {
            return true;
        }
        boolean wordBefore = SurrogateTrie.isWord(secondLast);
        return switch (kind) {
            case PLACEHOLDER, NAME -> last == '_' && wordBefore;
            case TEXT -> last == '@' || ("._%+-".indexOf(last) >= 0 && wordBefore);
            case NUMBER -> false;
        };
    }
}
