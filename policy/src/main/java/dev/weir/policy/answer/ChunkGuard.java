package dev.weir.policy.answer;

import dev.weir.policy.detection.EmbeddedJson;
import dev.weir.policy.detection.Finding;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.detection.TextView;
import dev.weir.policy.pseudonym.DeltaField;
import dev.weir.policy.pseudonym.TextForm;
import dev.weir.policy.rules.AnswerAction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Looks through a streamed answer in OpenAI's wire format, once restored. Where the policy only takes note, every chunk
 * passes at once. Where it masks or blocks, a chunk waits until its text is judged, which takes what follows it up to
 * {@link FieldText#LOOK_AHEAD} characters and the end of a word; arguments of tool calls and structured output wait for
 * their end, since only whole JSON tells what its values are. Chunks keep their order and their form. Not thread-safe but
 * for {@link #found}.
 */
public final class ChunkGuard {

    private final AnswerInspector answers;
    private final Supplier<RequestWords> request;
    private final TextForm contentForm;
    private final boolean holds;
    private final FindingTally tally;
    private final Map<DeltaField, FieldText> fields = new LinkedHashMap<>();
    private final Deque<HeldChunk> held = new ArrayDeque<>();
    private volatile boolean ended;
    private boolean withheld;

    /**
     * @param request what the request said; asked for once something is found
     * @param contentForm what the answer's content is: JSON where the request asked for structured output
     */
    public ChunkGuard(AnswerInspector answers, Supplier<RequestWords> request, TextForm contentForm) {
        this.answers = answers;
        this.request = request;
        this.contentForm = contentForm;
        this.tally = new FindingTally(answers.settings());
        this.holds = answers.settings().strictest() != AnswerAction.NOTE;
    }

    /** The next chunk in, which the guard keeps; out come those to pass on, in order. None after something was withheld. */
    public List<ObjectNode> accept(ObjectNode chunk) {
        return guarded(() -> {
            var waiting = new HeldChunk(chunk);
            held.add(waiting);
            inspectRest(chunk);
            for (JsonNode choice : chunk.path("choices")) {
                if (choice instanceof ObjectNode object) {
                    acceptChoice(object, waiting);
                }
            }
        });
    }

    /** The stream has ended: the rest of it. */
    public List<ObjectNode> finish() {
        List<ObjectNode> rest = guarded(() -> fields.values().forEach(field -> look(field, /* atEnd= */ true)));
        ended = true;
        return rest;
    }

    /** Whether the answer must end here, without what was held back. */
    public boolean isWithheld() {
        return withheld;
    }

    /** What was found so far; of the whole answer once it has ended. Thread-safe. */
    public AnswerFindings found() {
        return ended ? tally.all() : tally.soFar();
    }

    private List<ObjectNode> guarded(Runnable step) {
        if (withheld) {
            return List.of();
        }
        try {
            step.run();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // The message may quote the answer, so nothing of it is kept.
            withheld = tally.addUninspected();
        }
        return withheld ? dropped() : released();
    }

    private List<ObjectNode> dropped() {
        held.clear();
        return List.of();
    }

    private List<ObjectNode> released() {
        var ready = new ArrayList<ObjectNode>();
        while (!held.isEmpty() && (!holds || held.getFirst().isJudged())) {
            ready.add(held.removeFirst().released());
        }
        return ready;
    }

    private void acceptChoice(ObjectNode choice, HeldChunk waiting) {
        int index = choice.path("index").asInt(0);
        for (DeltaField.Located located : DeltaField.in(choice, index)) {
            FieldText field = fields.computeIfAbsent(located.field(), this::open);
            waiting.add(located, choice, field, field.append(located.text()));
            look(field, /* atEnd= */ false);
        }
        if (choice.path("finish_reason").isString()) {
            fields.forEach((name, field) -> {
                if (name.choice() == index) {
                    look(field, /* atEnd= */ true);
                }
            });
        }
    }

    private FieldText open(DeltaField field) {
        boolean json = field.form(contentForm) == TextForm.JSON;
        return new FieldText(answers.inspector()::inspect, holds ? FieldText.STEP : FieldText.UNHURRIED_STEP, json);
    }

    private void look(FieldText field, boolean atEnd) {
        Optional<FieldText.Look> look = field.look(atEnd);
        if (look.isEmpty()) {
            return;
        }
        if (!look.get().complete()) {
            withheld |= tally.addUninspected();
        }
        for (Finding finding : look.get().findings()) {
            if (!request.get().say(field.text(finding.start(), finding.end()))) {
                act(field, finding);
            }
        }
    }

    private void act(FieldText field, Finding finding) {
        switch (tally.add(finding)) {
            case NOTE -> {}
            case BLOCK -> withheld = true;
            case MASK -> {
                String mask = maskIn(field, finding);
                for (HeldChunk chunk : held) {
                    mask = chunk.mask(field, finding.start(), finding.end(), mask) ? "" : mask;
                }
            }
        }
    }

    /** A number in JSON becomes a string. */
    private static String maskIn(FieldText field, Finding finding) {
        String text = field.text(0, Integer.MAX_VALUE);
        boolean number = EmbeddedJson.tokens(TextView.of(text)).stream()
                .filter(token -> token.kind() == EmbeddedJson.Kind.NUMBER)
                .map(EmbeddedJson.Token::view)
                .anyMatch(view -> view.originalStart(0) < finding.end()
                        && finding.start() < view.originalEnd(view.text().length()));
        return number ? '"' + AnswerText.mask(finding) + '"' : AnswerText.mask(finding);
    }

    /** What comes in one piece: citations, names of tools, whatever else a provider adds. */
    private void inspectRest(ObjectNode chunk) {
        ObjectNode rest = chunk.deepCopy();
        for (JsonNode choice : rest.path("choices")) {
            if (choice instanceof ObjectNode object) {
                DeltaField.in(object, 0).forEach(located -> located.replace(""));
            }
        }
        JsonNode text = AnswerText.of(rest);
        if (!saysAnything(text)) {
            return;
        }
        Inspection inspection = answers.inspector().inspect(text);
        if (inspection instanceof Inspection.Incomplete) {
            withheld |= tally.addUninspected();
        }
        var masks = new AnswerMasks();
        for (Finding finding : AnswerInspector.newOnes(text, inspection.findings(), request)) {
            switch (tally.add(finding)) {
                case NOTE -> {}
                case BLOCK -> withheld = true;
                case MASK -> masks.add(finding);
            }
        }
        withheld |= !masks.putInto(chunk) && tally.addUninspected();
    }

    private static boolean saysAnything(JsonNode node) {
        if (node.isString()) {
            return !node.stringValue().isBlank();
        }
        for (JsonNode child : node) {
            if (saysAnything(child)) {
                return true;
            }
        }
        return node.isNumber();
    }
}
