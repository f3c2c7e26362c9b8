package dev.weir.policy.pseudonym;

import dev.weir.policy.detection.EmbeddedJson;
import dev.weir.policy.detection.TextView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A string and the tokens of the JSON inside it, and of the JSON inside those, in the order in which they begin. */
final class Layers {

    private final String text;
    private final List<Layer> tokens;

    /** One token and how many strings of JSON it lies in. */
    private record Layer(EmbeddedJson.Token token, int depth) {

        int start() {
            return token.view().originalStart(0);
        }

        int end() {
            return token.view().originalEnd(token.view().text().length());
        }
    }

    private Layers(String text, List<Layer> tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    static Layers of(String text) {
        var tokens = new ArrayList<Layer>();
        collect(TextView.of(text), 0, tokens);
        return new Layers(text, tokens);
    }

    private static void collect(TextView view, int depth, List<Layer> tokens) {
        for (EmbeddedJson.Token token : EmbeddedJson.tokens(view)) {
            if (!token.view().text().isEmpty()) {
                tokens.add(new Layer(token, depth));
                collect(token.view(), depth + 1, tokens);
            }
        }
    }

    /** What a span says to a reader of the innermost JSON that holds it. */
    String read(int start, int end) {
        return innermost(start, end)
                .map(layer -> {
                    TextView view = layer.token.view();
                    return view.text().substring(view.indexOfOriginal(start), view.endOfOriginal(end));
                })
                .orElseGet(() -> text.substring(start, end));
    }

    /** A number in JSON becomes a string, so its placeholder needs quotes, escaped as deep as it lies. */
    String quoteFor(int start, int end) {
        return innermost(start, end)
                .filter(layer -> layer.token.kind() == EmbeddedJson.Kind.NUMBER)
                .map(layer -> "\\".repeat((1 << layer.depth) - 1) + "\"")
                .orElse("");
    }

    /** The last token that begins before the span is the deepest; those before it are its elders or its siblings. */
    private Optional<Layer> innermost(int start, int end) {
        int low = 0;
        int high = tokens.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (tokens.get(middle).start() <= start) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for (int i = low - 1; i >= 0; i--) {
            Layer layer = tokens.get(i);
            if (layer.end() >= end) {
                return Optional.of(layer);
            }
            if (layer.depth == 0) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
