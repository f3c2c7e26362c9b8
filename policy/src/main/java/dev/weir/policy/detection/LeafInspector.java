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
     * Everything found, in order, without overlaps.
     *
     * @param context what stands before the string and tells what it may be; empty for nothing
     */
    List<Match> inspect(String context, String leaf) {
        var found = new ArrayList<Match>();
        inspect(context, TextView.of(leaf), 0, found);
        return OverlapResolver.resolve(found);
    }

    /** The same without taking JSON apart: for JSON as it stands on the wire. */
    List<Match> inspectRaw(String text) {
        var found = new ArrayList<Match>();
        inspectText("", TextView.of(text), 0, found);
        return OverlapResolver.resolve(found);
    }

    private void inspect(String context, TextView view, int layer, List<Match> found) {
        if (layer > MAX_LAYERS) {
            throw new UninspectableException("encoded more than " + MAX_LAYERS + " times over");
        }
        List<EmbeddedJson.Token> tokens = EmbeddedJson.tokens(view);
        if (tokens.isEmpty()) {
            inspectText(context, view, layer, found);
        }
        for (EmbeddedJson.Token token : tokens) {
            if (token.kind() == EmbeddedJson.Kind.NUMBER) {
                inspectNumber(token, layer, found);
            } else {
                inspect(KeyContext.of(token.key()), token.view(), layer + 1, found);
            }
        }
    }

    /** What is found in a number covers it whole: half a number is no JSON. */
    private void inspectNumber(EmbeddedJson.Token token, int layer, List<Match> found) {
        TextView number = token.view();
        int length = number.text().length();
        if (length >= MIN_NUMBER) {
            var inside = new ArrayList<Match>();
            inspectText(KeyContext.of(token.key()), number, layer + 1, inside);
            strongest(inside)
                    .ifPresent(match -> found.add(match.at(number.originalStart(0), number.originalEnd(length))));
        }
    }

    private void inspectText(String context, TextView view, int layer, List<Match> found) {
        TextView read = BinaryRuns.cut(ShadowText.of(view));
        look(context, read, layer, found);
        for (int round = 0; ; round++) {
            TextView decoded = EscapedText.decode(read);
            if (decoded == read) {
                return;
            }
            if (round == MAX_ESCAPE_ROUNDS) {
                throw new UninspectableException("escaped more than " + MAX_ESCAPE_ROUNDS + " times over");
            }
            read = ShadowText.of(decoded);
            look(context, read, layer, found);
        }
    }

    private void look(String context, TextView read, int layer, List<Match> found) {
        recognise(context, read, found);
        inspectEncoded(read, layer, found);
        TextView form = FormText.spaced(read);
        if (form != read) {
            recognise(context, form, found);
        }
    }

    private void recognise(String context, TextView view, List<Match> found) {
        int lead = context.length();
        for (Match match : registry.recognise(context + view.text())) {
            if (match.end() > lead) {
                int start = view.originalStart(Math.max(0, match.start() - lead));
                found.add(match.at(start, view.originalEnd(match.end() - lead)));
            }
        }
    }

    private void inspectEncoded(TextView view, int layer, List<Match> found) {
        for (EncodedRuns.Run run : EncodedRuns.find(view.text())) {
            String before = view.text().substring(Math.max(0, run.start() - CONTEXT), run.start());
            var inside = new ArrayList<Match>();
            inspect(before, TextView.of(run.decoded()), layer + 1, inside);
            strongest(inside).ifPresent(match -> {
                int start = view.originalStart(run.start());
                found.add(match.at(start, view.originalEnd(run.end())));
            });
        }
    }

    private static Optional<Match> strongest(List<Match> matches) {
        return matches.stream().max(Comparator.comparingDouble(Match::score));
    }
}
