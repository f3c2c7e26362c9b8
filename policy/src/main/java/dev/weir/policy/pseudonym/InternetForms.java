package dev.weir.policy.pseudonym;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Addresses in the ranges kept for documentation: domains of RFC 2606, IPv4 of RFC 5737, IPv6 of RFC 3849. */
final class InternetForms {

    private static final List<String> NETS = List.of("192.0.2.", "198.51.100.", "203.0.113.");
    private static final List<String> DOMAINS = List.of("example.com", "example.net", "example.org");
    private static final String LETTERS = "bcdfghjkmnpqrstvwxz";

    private InternetForms() {}

    static Optional<SurrogateForm.Candidate> email(String value, KeyedChoice choice) {
        if (value.indexOf('@') < 1) {
            return Optional.empty();
        }
        var local = new StringBuilder("mail.");
        for (int i = 0; i < 6; i++) {
            local.append(i % 2 == 0 ? choice.digit() : LETTERS.charAt(choice.below(LETTERS.length())));
        }
        return SurrogateForm.text(local + "@" + DOMAINS.get(choice.below(DOMAINS.size())));
    }

    static Optional<SurrogateForm.Candidate> ip(String value, KeyedChoice choice) {
        if (value.indexOf(':') >= 0) {
            return SurrogateForm.text(String.format(
                    Locale.ROOT,
                    "2001:db8:%x:%x::%x",
                    choice.below(65_535),
                    choice.below(65_535),
                    1 + choice.below(65_000)));
        }
        return SurrogateForm.text(NETS.get(choice.below(NETS.size())) + (1 + choice.below(254)));
    }
}
