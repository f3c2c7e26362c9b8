package dev.weir.policy.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text as a recogniser reads it, and how what is found in it lies in the string it came from.
 *
 * @param context what stands before the text and tells what it may be; nothing is found in it
 * @param view the text
 * @param cover what every finding covers: the encoded run that the text was written as; empty for none
 * @param parts what findings are cut to: the strings of embedded JSON, so that its quotes stay; empty for no cutting
 */
record Reading(String context, TextView view, Optional<Range> cover, List<Range> parts) {

    /** A part of the original string. */
    record Range(int start, int end) {}

    static Reading of(String context, TextView view) {
        return new Reading(context, view, Optional.empty(), List.of());
    }

    /** JSON, strings and names of which are read where they stand. */
    static Reading ofJson(TextView view, List<EmbeddedJson.Token> tokens) {
        List<Range> parts = tokens.stream()
                .filter(token -> token.kind() != EmbeddedJson.Kind.NUMBER)
                .map(EmbeddedJson.Token::view)
                .filter(part -> !part.text().isEmpty())
                .map(part -> new Range(
                        part.originalStart(0), part.originalEnd(part.text().length())))
                .toList();
        return new Reading("", view, Optional.empty(), parts);
    }

    /** The same text as what an encoded run says. */
    Reading within(int start, int end) {
        return new Reading(context, view, Optional.of(new Range(start, end)), parts);
    }

    String text() {
        return context + view.text();
    }

    /** Matches in this text as matches in the original string. */
    List<Match> placed(List<Match> matches) {
        var placed = new ArrayList<Match>();
        int lead = context.length();
        for (Match match : matches) {
            if (match.end() > lead) {
                int start = view.originalStart(Math.max(0, match.start() - lead));
                place(match, start, view.originalEnd(match.end() - lead), placed);
            }
        }
        return placed;
    }

    private void place(Match match, int start, int end, List<Match> placed) {
        if (cover.isPresent()) {
            placed.add(match.at(cover.get().start(), cover.get().end()));
        } else if (parts.isEmpty()) {
            placed.add(match.at(start, end));
        } else {
            for (int i = firstEndingAfter(start);
                    i < parts.size() && parts.get(i).start() < end;
                    i++) {
                Range part = parts.get(i);
                placed.add(match.at(Math.max(start, part.start()), Math.min(end, part.end())));
            }
        }
    }

    private int firstEndingAfter(int place) {
        int low = 0;
        int high = parts.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (parts.get(middle).end() > place) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
