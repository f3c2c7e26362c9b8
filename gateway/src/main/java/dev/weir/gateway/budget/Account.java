package dev.weir.gateway.budget;

import dev.weir.policy.rules.Budget.Period;
import dev.weir.policy.rules.Budget.Scope;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What one holder spends in one period. The row's key is {@link #id()}. */
record Account(Scope scope, String holder, Period period, Instant from) {

    static final String GATEWAY = "gateway";

    /** Every account that a call of a key and team counts in. */
    static List<Account> all(String keyId, String team, Instant at) {
        List<Account> accounts = new ArrayList<>();
        for (Period period : Period.values()) {
            Instant from = start(period, at);
            accounts.add(new Account(Scope.GATEWAY, GATEWAY, period, from));
            accounts.add(new Account(Scope.TEAM, team, period, from));
            accounts.add(new Account(Scope.KEY, keyId, period, from));
        }
        return accounts;
    }

    /** The one that every call at a moment counts in. Whoever holds its lock is alone with all accounts of that month. */
    static Account mutex(Instant at) {
        return new Account(Scope.GATEWAY, GATEWAY, Period.MONTH, start(Period.MONTH, at));
    }

    String id() {
        return word(scope) + "|" + word(period) + "|" + from + "|" + holder;
    }

    static Instant start(Period period, Instant at) {
        ZonedDateTime utc = at.atZone(ZoneOffset.UTC);
        ZonedDateTime from = switch (period) {
            case HOUR -> utc.truncatedTo(ChronoUnit.HOURS);
            case DAY -> utc.truncatedTo(ChronoUnit.DAYS);
            case MONTH -> utc.withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS);
        };
        return from.toInstant();
    }

    static Instant end(Period period, Instant at) {
        ZonedDateTime from = start(period, at).atZone(ZoneOffset.UTC);
        ZonedDateTime until = switch (period) {
            case HOUR -> from.plusHours(1);
            case DAY -> from.plusDays(1);
            case MONTH -> from.plusMonths(1);
        };
        return until.toInstant();
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
