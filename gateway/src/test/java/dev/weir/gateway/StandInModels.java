package dev.weir.gateway;

import dev.weir.gateway.cost.Pricing;
import dev.weir.gateway.cost.TestPrices;
import dev.weir.gateway.inference.ChatReply;
import dev.weir.gateway.inference.ChatRequest;
import dev.weir.gateway.inference.ClientPresence;
import dev.weir.gateway.inference.CloudProvider;
import dev.weir.gateway.inference.LocalBackend;
import dev.weir.policy.Facts;
import dev.weir.policy.outbound.Cleared;
import dev.weir.router.selection.Target;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A local model and a cloud model that answer at once, and what was sent to the latter. The cloud model says whether a
 * pseudonym stood in what it got. Thread-safe.
 */
public final class StandInModels {

    private final List<String> sent = new CopyOnWriteArrayList<>();

    /** Every body that left, in order. */
    public List<String> sent() {
        return List.copyOf(sent);
    }

    LocalBackend local() {
        return new LocalBackend() {
            @Override
            public Target target() {
                return new Target("tiny", Target.Lane.LOCAL, 2048, Set.of(), true);
            }

            @Override
            public int countTokens(ChatRequest request) {
                return 20;
            }

            @Override
            public ChatReply complete(ChatRequest request, ClientPresence client) {
                return saying("from here");
            }
        };
    }

    CloudProvider cloud() {
        return new CloudProvider() {
            @Override
            public Target target() {
                return new Target("big", Target.Lane.CLOUD, 128_000, Set.of(), true);
            }

            @Override
            public Facts.Target facts() {
                return new Facts.Target("big", "sky", "eu");
            }

            @Override
            public String modelName() {
                return "big-2026";
            }

            @Override
            public ChatReply complete(Cleared body, boolean stream, ClientPresence client) {
                String json = new String(body.json(), StandardCharsets.UTF_8);
                sent.add(json);
                return saying(json.contains("[EMAIL_") ? "from there, under pseudonyms" : "from there, in the clear");
            }

            @Override
            public Pricing pricing() {
                return TestPrices.of(1, 10);
            }
        };
    }

    private static ChatReply saying(String text) {
        ObjectNode completion = JsonNodeFactory.instance.objectNode();
        ObjectNode choice = completion.putArray("choices").addObject();
        choice.put("finish_reason", "stop").putObject("message").put("content", text);
        completion.putObject("usage").put("prompt_tokens", 7).put("completion_tokens", 3);
        return new ChatReply.Whole(completion);
    }
}
