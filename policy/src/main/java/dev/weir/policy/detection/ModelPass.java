package dev.weir.policy.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The strings of one request: what rules found in each, then what the model finds in all, then where both kinds of names
 * recur. When the model fails, what rules found stands. Not thread-safe.
 */
final class ModelPass {

    private final Optional<ModelRecogniser> model;
    private final List<Leaf> leaves = new ArrayList<>();
    private final Recurrences recurrences = new Recurrences();

    ModelPass(Optional<ModelRecogniser> model) {
        this.model = model;
    }

    /** A string, and who wants its matches, which come in order and without overlaps. */
    private record Leaf(LeafInspector.Inspected inspected, Consumer<List<Match>> wanted) {}

    void add(LeafInspector.Inspected inspected, Consumer<List<Match>> wanted) {
        leaves.add(new Leaf(inspected, wanted));
    }

    /** @throws UninspectableException the model can't judge some text, so all of them count as unread */
    void judge() {
        model.ifPresent(asked -> leaves.forEach(leaf -> judge(asked, leaf.inspected())));
        leaves.forEach(leaf -> leaf.inspected().names().forEach(name -> recurrences.note(name.text(), name.match())));
        recurrences.addTo(leaves.stream().map(Leaf::inspected).toList());
    }

    private void judge(ModelRecogniser model, LeafInspector.Inspected inspected) {
        var found = new ArrayList<Match>();
        for (Reading reading : inspected.readings()) {
            if (ModelRecogniser.reads(reading.view().text())) {
                List<Match> recognised = recognised(model, reading.text());
                recognised.forEach(match -> recurrences.note(reading.text(), match));
                found.addAll(reading.placed(recognised));
            }
        }
        if (!inspected.readings().isEmpty()) {
            inspected
                    .matches()
                    .removeIf(match ->
                            ModelRecogniser.knowsBetter(match) && found.stream().noneMatch(match::overlaps));
        }
        inspected.matches().addAll(found);
    }

    /** Hands out what was found until now. */
    void settle() {
        leaves.forEach(leaf ->
                leaf.wanted().accept(OverlapResolver.resolve(leaf.inspected().matches())));
    }

    private static List<Match> recognised(ModelRecogniser model, String text) {
        try {
            return model.recognise(text);
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            // The message may quote the text, so only the type is told.
            throw new UninspectableException(
                    "the model failed with " + e.getClass().getSimpleName());
        }
    }
}
