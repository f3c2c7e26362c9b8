package dev.weir.gateway.cli;

/** Colours for a person's terminal; text stays as it is everywhere else. */
enum Paint {
    NONE,
    ANSI;

    private static final String END = "\u001b[0m";

    /** Colours for what goes to stdout: on a terminal, unless {@code NO_COLOR} is set (no-color.org). */
    static Paint ofOutput(Surroundings surroundings) {
        boolean wanted = surroundings.isOutputTerminal()
                && surroundings.variable("NO_COLOR").isEmpty()
                && surroundings.variable("TERM").filter("dumb"::equals).isEmpty();
        return wanted ? ANSI : NONE;
    }

    String red(String text) {
        return with("31", text);
    }

    String green(String text) {
        return with("32", text);
    }

    String yellow(String text) {
        return with("33", text);
    }

    String bold(String text) {
        return with("1", text);
    }

    String faint(String text) {
        return with("2", text);
    }

    private String with(String code, String text) {
        return this == NONE || text.isEmpty() ? text : "\u001b[" + code + "m" + text + END;
    }
}
