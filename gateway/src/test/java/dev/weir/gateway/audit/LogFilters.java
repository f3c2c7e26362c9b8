package dev.weir.gateway.audit;

import java.util.Optional;

/** Filters of the log that tests ask with. */
public final class LogFilters {

    private LogFilters() {}

    /** Entries of one kind. */
    public static LogFilter ofKind(String kind) {
        LogFilter all = LogFilter.ALL;
        return new LogFilter(
                Optional.of(kind),
                all.since(),
                all.until(),
                all.decision(),
                all.team(),
                all.key(),
                all.route(),
                all.model(),
                all.rule(),
                all.entity());
    }
}
