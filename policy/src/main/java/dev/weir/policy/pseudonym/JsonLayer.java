package dev.weir.policy.pseudonym;

import org.jspecify.annotations.Nullable;

/**
 * Follows JSON as it streams by, character by character, and the JSON inside its strings, to know how many strings deep
 * the next character lies: a value put there must be escaped as many times. Text that turns out not to be JSON has no
 * depth. Not thread-safe.
 */
final class JsonLayer {

    private enum State {
        START,
        VALUE,
        KEY,
        COLON,
        AFTER,
        LITERAL,
        STRING
    }

    private static final String LITERALS = "-+.0123456789eEtrufalsn";
    private static final String PLAIN_ESCAPES = "\"\\/bfnrt";
    private static final String PLAIN_ESCAPED = "\"\\/\b\f\n\r\t";

    private final StringBuilder open = new StringBuilder();
    private final StringBuilder escape = new StringBuilder(6);
    private State state = State.START;
    private boolean isKey;
    private boolean broken;

    @Nullable
    private JsonLayer inner;

    void accept(char c) {
        if (broken) {
            return;
        }
        if (state == State.STRING) {
            inString(c);
        } else if (c > ' ') {
            structure(c);
        } else if (state == State.LITERAL) {
            state = State.AFTER;
        }
    }

    /** How many strings within each other the next character lies in. */
    int depth() {
        if (broken || state != State.STRING) {
            return 0;
        }
        return 1 + (inner == null ? 0 : inner.depth());
    }

    /** Whether this is JSON so far. */
    boolean isJson() {
        return !broken;
    }

    /** Whether a value may begin here, in the deepest JSON there is. */
    boolean expectsValue() {
        if (broken) {
            return false;
        }
        return state == State.STRING ? inner != null && inner.expectsValue() : state == State.VALUE;
    }

    private void inString(char c) {
        if (escape.length() > 0) {
            escape.append(c);
            int wanted = escape.charAt(1) == 'u' ? 6 : 2;
            if (escape.length() == wanted) {
                innerAccept(unescaped());
                escape.setLength(0);
            }
        } else if (c == '\\') {
            escape.append(c);
        } else if (c == '"') {
            state = isKey ? State.COLON : State.AFTER;
            inner = null;
        } else {
            innerAccept(c);
        }
    }

    private char unescaped() {
        if (escape.charAt(1) == 'u') {
            try {
                return (char) Integer.parseInt(escape, 2, 6, 16);
            } catch (NumberFormatException e) {
                broken = true;
                return '\\';
            }
        }
        int known = PLAIN_ESCAPES.indexOf(escape.charAt(1));
        return known < 0 ? '\\' : PLAIN_ESCAPED.charAt(known);
    }

    private void innerAccept(char c) {
        if (inner != null) {
            inner.accept(c);
        }
    }

    private void structure(char c) {
        switch (state) {
            case START -> begin(c);
            case VALUE -> value(c);
            case KEY -> key(c);
            case COLON -> move(c == ':', State.VALUE);
            case LITERAL -> {
                if (LITERALS.indexOf(c) < 0) {
                    after(c);
                }
            }
            case AFTER, STRING -> after(c);
        }
    }

    private void begin(char c) {
        if (c == '{' || c == '[') {
            push(c);
        } else {
            broken = true;
        }
    }

    private void value(char c) {
        if (c == '"') {
            string(false);
        } else if (c == '{' || c == '[') {
            push(c);
        } else if (c == ']') {
            close(c);
        } else {
            move(LITERALS.indexOf(c) >= 0, State.LITERAL);
        }
    }

    private void key(char c) {
        if (c == '"') {
            string(true);
        } else {
            close(c);
        }
    }

    private void after(char c) {
        if (c == ',' && !open.isEmpty()) {
            state = open.charAt(open.length() - 1) == '{' ? State.KEY : State.VALUE;
        } else {
            close(c);
        }
    }

    private void push(char c) {
        open.append(c);
        state = c == '{' ? State.KEY : State.VALUE;
    }

    private void close(char c) {
        char opened = open.isEmpty() ? ' ' : open.charAt(open.length() - 1);
        if ((c == '}' && opened == '{') || (c == ']' && opened == '[')) {
            open.setLength(open.length() - 1);
            state = open.isEmpty() ? State.START : State.AFTER;
        } else {
            broken = true;
        }
    }

    private void string(boolean key) {
        isKey = key;
        state = State.STRING;
        inner = new JsonLayer();
    }

    private void move(boolean valid, State next) {
        if (valid) {
            state = next;
        } else {
            broken = true;
        }
    }
}
