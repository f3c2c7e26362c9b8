package dev.weir.policy.detection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** International bank account numbers (ISO 13616): the country's length and the check digits modulo 97. */
final class IbanRecogniser implements EntityRecogniser {

    /** Country and length, from the SWIFT IBAN registry. */
    private static final String LENGTHS =
            "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24"
                    + " DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22"
                    + " IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31"
                    + " MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23"
                    + " ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30";

    private static final Map<String, Integer> LENGTH_BY_COUNTRY = lengths();

    @Override
    public String name() {
        return "iban";
    }

    @Override
    public Set<Entity> entities() {
        return Set.of(StandardEntities.IBAN);
    }

    @Override
    public List<Match> recognise(String text) {
        var found = new ArrayList<Match>();
        for (int i = 2; i + 12 < text.length(); i++) {
            if (!Characters.isDigit(text.charAt(i)) || !Characters.isAsciiLetter(text.charAt(i - 1))) {
                continue;
            }
            int start = i - 2;
            int end = isHead(text, start) ? ibanEnd(text, start) : -1;
            if (end > 0) {
                found.add(new Match(
                        StandardEntities.IBAN,
                        start,
                        end,
                        0.98,
                        name(),
                        "length of its country, check digits are right"));
                i = end;
            }
        }
        return found;
    }

    private static boolean isHead(String text, int start) {
        return Characters.isAsciiLetter(text.charAt(start)) && Characters.isTokenStart(text, start);
    }

    private static int ibanEnd(String text, int start) {
        Integer length = LENGTH_BY_COUNTRY.get(text.substring(start, start + 2).toUpperCase(Locale.ROOT));
        if (length == null) {
            return -1;
        }
        var iban = new StringBuilder(length);
        int i = start;
        while (i < text.length() && iban.length() < length) {
            char c = text.charAt(i);
            if (Characters.isAlphanumeric(c)) {
                iban.append(c);
            } else if ((c != ' ' && c != '-' && c != '.') || !Characters.isWordAt(text, i + 1)) {
                return -1;
            }
            i++;
        }
        boolean whole = iban.length() == length && !Characters.isWordAt(text, i);
        return whole && remainder(iban) == 1 ? i : -1;
    }

    /** The number read from the fifth place on, letters as 10 to 35, modulo 97. */
    private static int remainder(StringBuilder iban) {
        int remainder = 0;
        for (int k = 0; k < iban.length(); k++) {
            int value = Character.digit(iban.charAt((k + 4) % iban.length()), 36);
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
        }
        return remainder;
    }

    private static Map<String, Integer> lengths() {
        var lengths = new HashMap<String, Integer>();
        for (int i = 0; i < LENGTHS.length(); i += 5) {
            lengths.put(LENGTHS.substring(i, i + 2), Integer.valueOf(LENGTHS.substring(i + 2, i + 4)));
        }
        return Map.copyOf(lengths);
    }
}
