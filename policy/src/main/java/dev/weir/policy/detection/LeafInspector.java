package dev.weir.policy.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Inspects one string: as it is, as it would be read, with its escapes undone, with what it encodes, and where it is
 * JSON, string by string. Findings point into the string itself, whatever layers they lie under. Thread-safe.
 */
final class LeafInspector {

    /** Layers of encoding within each other that are undone; more are refused, not skipped. */
    private static final int MAX_LAYERS = 6;

    private static final int MAX_ESCAPE_ROUNDS = 8;
    private static final int MIN_NUMBER = 7;
    /** How much of the text before an encoded run tells what it may be. */
    private static final int CONTEXT = 40;

    private final RecogniserRegistry registry;

    LeafInspector(RecogniserRegistry registry) {
        this.registry = registry;
    }

    /**
     * Everything that rules find, in any order.
     *
     * @param context what stands before the string and tells what it may be; empty for nothing
     */
    Inspected inspect(String context, String leaf) {
        var inspected = Inspected.empty();
        inspect(context, TextView.of(leaf), 0, /* isSeen= */ false, inspected);
        return inspected;
    }

    /** The same without taking JSON apart: for JSON as it stands on the wire. */
    Inspected inspectRaw(String text) {
        var inspected = Inspected.empty();
        inspectText("", TextView.of(text), 0, /* isSeen= */ true, inspected);
        inspected.names().clear();
        return inspected;
    }

    /**
     * What came of one string. Grows while the string is inspected.
     *
     * @param matches what rules found
     * @param readings what a model has yet to read
     * @param names what rules found in words, and in which text: it may recur elsewhere
     */
    record Inspected(List<Match> matches, List<Reading> readings, List<Read> names) {
        static Inspected empty() {
            return new Inspected(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /** A match in the text in which it was found. */
    record Read(String text, Match match) {}

    /** @param isSeen whether the text is part of one that the model reads anyway */
    private void inspect(String context, TextView view, int layer, boolean isSeen, Inspected inspected) {
        if (layer > MAX_LAYERS) {
            throw new UninspectableException("encoded more than " + MAX_LAYERS + " times over");
        }
        List<EmbeddedJson.Token> tokens = EmbeddedJson.tokens(view);
        if (tokens.isEmpty()) {
            inspectText(context, view, layer, isSeen, inspected);
            return;
        }
        if (!isSeen) {
            inspected.readings().add(Reading.ofJson(BinaryRuns.cut(ShadowText.of(view)), tokens));
        }
        for (EmbeddedJson.Token token : tokens) {
            if (token.kind() == EmbeddedJson.Kind.NUMBER) {
                inspectNumber(token, layer, inspected.matches());
            } else {
                inspect(KeyContext.of(token.key()), token.view(), layer + 1, !isEscaped(token.view()), inspected);
            }
        }
    }

    private static boolean isEscaped(TextView view) {
        int length = view.text().length();
        return length > 0 && view.originalEnd(length) - view.originalStart(0) > length;
    }

    /** What is found in a number covers it whole: half a number is no JSON. */
    private void inspectNumber(EmbeddedJson.Token token, int layer, List<Match> found) {
        TextView number = token.view();
        int length = number.text().length();
        if (length >= MIN_NUMBER) {
            var inside = Inspected.empty();
            inspectText(KeyContext.of(token.key()), number, layer + 1, /* isSeen= */ true, inside);
            strongest(inside.matches())
                    .ifPresent(match -> found.add(match.at(number.originalStart(0), number.originalEnd(length))));
        }
    }

    private void inspectText(String context, TextView view, int layer, boolean isSeen, Inspected inspected) {
        TextView read = BinaryRuns.cut(ShadowText.of(view));
        if (!isSeen) {
            inspected.readings().add(Reading.of(context, read));
        }
        look(context, read, layer, inspected);
        for (int round = 0; ; round++) {
            TextView decoded = EscapedText.decode(read);
            if (decoded == read) {
                return;
            }
            if (round == MAX_ESCAPE_ROUNDS) {
                throw new UninspectableException("escaped more than " + MAX_ESCAPE_ROUNDS + " times over");
            }
            read = ShadowText.of(decoded);
            inspected.readings().add(Reading.of(context, read));
            look(context, read, layer, inspected);
        }
    }

    private void look(String context, TextView read, int layer, Inspected inspected) {
        recognise(context, read, inspected);
        inspectEncoded(read, layer, inspected);
        TextView form = FormText.spaced(read);
        if (form != read) {
            recognise(context, form, inspected);
        }
    }

    private void recognise(String context, TextView view, Inspected inspected) {
        Reading reading = Reading.of(context, view);
        String text = reading.text();
        List<Match> found = registry.recognise(text);
        found.forEach(match -> inspected.names().add(new Read(text, match)));
        inspected.matches().addAll(reading.placed(found));
    }

    private void inspectEncoded(TextView view, int layer, Inspected inspected) {
        for (EncodedRuns.Run run : EncodedRuns.find(view.text())) {
            String before = view.text().substring(Math.max(0, run.start() - CONTEXT), run.start());
            var inside = Inspected.empty();
            inspect(before, TextView.of(run.decoded()), layer + 1, /* isSeen= */ false, inside);
            int start = view.originalStart(run.start());
            int end = view.originalEnd(run.end());
            strongest(inside.matches()).ifPresent(match -> inspected.matches().add(match.at(start, end)));
            inside.readings().forEach(reading -> inspected.readings().add(reading.within(start, end)));
            inspected.names().addAll(inside.names());
        }
    }

    private static Optional<Match> strongest(List<Match> matches) {
        return matches.stream().max(Comparator.comparingDouble(Match::score));
    }
}
