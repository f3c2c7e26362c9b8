package dev.weir.policy.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Addresses of hosts: IPv4 in dotted form, IPv6 in the forms of RFC 4291. Version numbers and clock times are none. */
final class IpAddressRecogniser implements EntityRecogniser {

    private static final int MAX_IPV6 = 45;
    /** Shorter ones are slices in code, {@code list[1::2]}, or the loopback address, which is nobody's. */
    private static final int MIN_HEXADECIMAL = 4;

    private static final ContextWords VERSION =
            new ContextWords(16, List.of("version", "versions", "ver", "v", "release", "build", "upgrade", "oid"));

    @Override
    public String name() {
        return "ip-address";
    }

    @Override
    public Set<Entity> entities() {
        return Set.of(StandardEntities.IP_ADDRESS);
    }

    @Override
    public List<Match> recognise(String text) {
        var found = new ArrayList<Match>();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && Characters.isDigitAt(text, i - 1) && Characters.isDigitAt(text, i + 1)) {
                i = addV4(text, i, found);
            } else if (c == ':' && isColonOfV6(text, i)) {
                i = addV6(text, i, found);
            }
        }
        return found;
    }

    private int addV4(String text, int dot, List<Match> found) {
        int start = dot;
        while (start > 0 && dot - start < 3 && Characters.isDigit(text.charAt(start - 1))) {
            start--;
        }
        int end = start;
        for (int octet = 0; octet < 4; octet++) {
            int next = octetEnd(text, end);
            if (next < 0 || (octet < 3 && (next >= text.length() || text.charAt(next) != '.'))) {
                return dot;
            }
            end = octet < 3 ? next + 1 : next;
        }
        boolean longer = end < text.length() && text.charAt(end) == '.' && Characters.isDigitAt(text, end + 1);
        // The loopback network is nobody's address.
        boolean loopback = text.startsWith("127.", start);
        if (!longer
                && !loopback
                && !Characters.isWordAt(text, end)
                && startsToken(text, start)
                && !VERSION.precede(text, start)) {
            found.add(new Match(StandardEntities.IP_ADDRESS, start, end, 0.75, name(), "four octets"));
        }
        return end - 1;
    }

    private static boolean startsToken(String text, int start) {
        return Characters.isTokenStart(text, start) && (start == 0 || text.charAt(start - 1) != '.');
    }

    private static int octetEnd(String text, int from) {
        int i = from;
        int value = 0;
        while (i < text.length() && i - from < 3 && Characters.isDigit(text.charAt(i))) {
            value = value * 10 + text.charAt(i) - '0';
            i++;
        }
        boolean padded = i - from > 1 && text.charAt(from) == '0';
        return i == from || value > 255 || padded || Characters.isDigitAt(text, i) ? -1 : i;
    }

    private static boolean isColonOfV6(String text, int colon) {
        return isHexadecimal(text, colon - 1) || (colon + 1 < text.length() && text.charAt(colon + 1) == ':');
    }

    private int addV6(String text, int colon, List<Match> found) {
        int start = colon;
        while (start > 0 && colon - start < 4 && isHexadecimal(text, start - 1)) {
            start--;
        }
        int end = colon;
        while (end < text.length() && end - start < MAX_IPV6 && isOfV6(text, end)) {
            end++;
        }
        while (end > colon
                && (text.charAt(end - 1) == '.' || (text.charAt(end - 1) == ':' && text.charAt(end - 2) != ':'))) {
            end--;
        }
        boolean bounded = Characters.isTokenStart(text, start) && !Characters.isWordAt(text, end);
        if (bounded && isV6(text.substring(start, end))) {
            found.add(new Match(StandardEntities.IP_ADDRESS, start, end, 0.75, name(), "groups of an IPv6 address"));
        }
        return Math.max(colon, end - 1);
    }

    private static boolean isOfV6(String text, int index) {
        char c = text.charAt(index);
        return c == ':' || c == '.' || isHexadecimal(text, index);
    }

    /** Needs a digit, and either all eight groups or a gap with enough around it, so that {@code a::b} in code is none. */
    static boolean isV6(String candidate) {
        int gap = candidate.indexOf("::");
        if (gap >= 0 && (candidate.indexOf("::", gap + 1) >= 0 || candidate.contains(":::"))) {
            return false;
        }
        long hexadecimal = candidate.chars().filter(c -> c != ':').count();
        if (hexadecimal < MIN_HEXADECIMAL || candidate.chars().noneMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        int groups = 0;
        for (String group : candidate.split(":", -1)) {
            if (group.indexOf('.') >= 0) {
                groups++;
            } else if (group.length() > 4) {
                return false;
            }
            groups += group.isEmpty() ? 0 : 1;
        }
        boolean edges = gap >= 0 || (!candidate.startsWith(":") && !candidate.endsWith(":"));
        return edges && (gap >= 0 ? groups <= 7 : groups == 8);
    }

    private static boolean isHexadecimal(String text, int index) {
        return index >= 0
                && index < text.length()
                && text.charAt(index) < 128
                && Character.digit(text.charAt(index), 16) >= 0;
    }
}
