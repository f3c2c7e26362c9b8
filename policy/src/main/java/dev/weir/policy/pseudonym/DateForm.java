package dev.weir.policy.pseudonym;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates, all shifted by the same number of days, so that what lies between them stays the same. Numeric forms alone:
 * year first, or day or month first with the year last.
 */
final class DateForm implements SurrogateForm {

    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})([-/.])(\\d{2})\\2(\\d{2})");
    private static final Pattern YEAR_LAST = Pattern.compile("(\\d{2})([-/.])(\\d{2})\\2(\\d{4})");
    private static final int LEAST_DAYS = 30;
    private static final int SPREAD_DAYS = 335;

    /** Its choice must be the same for all dates of a conversation. */
    @Override
    public Optional<Candidate> candidate(String value, KeyedChoice choice) {
        int days = LEAST_DAYS + choice.below(SPREAD_DAYS);
        int shift = choice.below(2) == 0 ? days : -days;
        Matcher first = YEAR_FIRST.matcher(value);
        if (first.matches()) {
            String mark = first.group(2);
            return shifted(first.group(1), first.group(3), first.group(4), shift)
                    .flatMap(d -> SurrogateForm.text(
                            year(d) + mark + two(d.getMonthValue()) + mark + two(d.getDayOfMonth())));
        }
        Matcher last = YEAR_LAST.matcher(value);
        if (!last.matches()) {
            return Optional.empty();
        }
        String mark = last.group(2);
        boolean monthFirst = mark.equals("/") && Integer.parseInt(last.group(3)) > 12;
        Optional<LocalDate> date = monthFirst
                ? shifted(last.group(4), last.group(1), last.group(3), shift)
                : shifted(last.group(4), last.group(3), last.group(1), shift);
        return date.flatMap(d -> {
            String day = two(d.getDayOfMonth());
            String month = two(d.getMonthValue());
            return SurrogateForm.text((monthFirst ? month + mark + day : day + mark + month) + mark + year(d));
        });
    }

    private static Optional<LocalDate> shifted(String year, String month, String day, int days) {
        try {
            LocalDate date = LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
            return Optional.of(date.plusDays(days));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String year(LocalDate date) {
        return "%04d".formatted(date.getYear());
    }

    private static String two(int number) {
        return "%02d".formatted(number);
    }
}
