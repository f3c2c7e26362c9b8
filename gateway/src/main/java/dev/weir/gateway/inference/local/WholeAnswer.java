package dev.weir.gateway.inference.local;

import dev.weir.gateway.inference.local.ChoiceEvents.ChoiceEvent;
import dev.weir.localmodels.GenerationEvent;
import dev.weir.localmodels.TokenLogprob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Gathers the choices of one local answer into a {@code chat.completion}. Not thread-safe. */
final class WholeAnswer {

    private final CompletionWriter writer;
    private final List<StringBuilder> texts = new ArrayList<>();
    private final List<List<TokenLogprob>> tokens = new ArrayList<>();
    private final Map<Integer, ObjectNode> finished = new TreeMap<>();
    private final UsageCount usage = new UsageCount();

    private WholeAnswer(CompletionWriter writer, int choices) {
        this.writer = writer;
        for (int choice = 0; choice < choices; choice++) {
            texts.add(new StringBuilder());
            tokens.add(new ArrayList<>());
        }
    }

    static ObjectNode gather(EventReader events, CompletionWriter writer, int choices) {
        WholeAnswer answer = new WholeAnswer(writer, choices);
        while (answer.finished.size() < choices) {
            answer.take(events, events.next());
        }
        return answer.completion();
    }

    private void take(EventReader events, ChoiceEvent arrived) {
        int choice = arrived.choice();
        switch (arrived.event()) {
            case GenerationEvent.TextDelta delta -> {
                texts.get(choice).append(delta.text());
                tokens.get(choice).addAll(delta.tokens());
            }
            case GenerationEvent.Finished end -> {
                String text = texts.get(choice).toString();
                finished.put(choice, writer.choice(choice, text, tokens.get(choice), end.reason()));
                usage.add(end);
            }
            case GenerationEvent.Failed failed -> throw events.brokenOff(failed);
        }
    }

    private ObjectNode completion() {
        ObjectNode completion = writer.completion();
        ArrayNode choices = completion.putArray("choices");
        finished.values().forEach(choices::add);
        CompletionWriter.putUsage(completion, usage.promptTokens(), usage.completionTokens());
        return completion;
    }
}
