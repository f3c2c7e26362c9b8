package dev.weir.localmodels.tokenizer;

import dev.weir.localmodels.ChatMessage;
import dev.weir.localmodels.ChatTemplateException;
import dev.weir.localmodels.gguf.GgufFile;
import dev.weir.localmodels.gguf.MalformedGgufException;
import dev.weir.localmodels.tokenizer.jinja.JinjaTemplate;
import dev.weir.localmodels.tokenizer.jinja.TemplateFailure;
import dev.weir.localmodels.tokenizer.jinja.Value;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Writes conversations the way a model was trained to read them, by the Jinja template in its GGUF file. Thread-safe.
 *
 * <p>What a conversation says cannot pass for the template's control tokens: see {@link RenderedPrompt}.
 */
public final class ChatTemplate {

    private static final String TEMPLATE_KEY = "tokenizer.chat_template";

    private final String source;
    private final JinjaTemplate template;
    private final ControlTokens controlTokens;
    private final Map<String, Value> constants;
    private final Clock clock;

    private ChatTemplate(String source, ControlTokens controlTokens, Map<String, Value> constants, Clock clock) {
        this.source = source;
        this.template = JinjaTemplate.parse(source);
        this.controlTokens = controlTokens;
        this.constants = Map.copyOf(constants);
        this.clock = clock;
    }

    /**
     * The template of a file, which may be closed afterwards.
     *
     * @param tokenizer the same file's
     * @param clock for templates that write today's date
     * @throws ChatTemplateException if the file has no template, or one that is not understood
     */
    public static ChatTemplate of(GgufFile file, Tokenizer tokenizer, Clock clock) {
        String source = file.string(TEMPLATE_KEY)
                .orElseThrow(() -> new ChatTemplateException("the model file has no `" + TEMPLATE_KEY
                        + "`, so conversations cannot be written for it; use a file of a chat model"));
        return of(source, tokenizer.controlTokens(), markers(file), clock);
    }

    static ChatTemplate of(String source, ControlTokens controlTokens, Map<String, Value> constants, Clock clock) {
        try {
            return new ChatTemplate(source, controlTokens, constants, clock);
        } catch (TemplateFailure failure) {
            throw new ChatTemplateException("the model's chat template is not understood: " + failure.getMessage());
        }
    }

    private static Map<String, Value> markers(GgufFile file) {
        List<String> tokens = file.strings("tokenizer.ggml.tokens");
        Map<String, Value> markers = new HashMap<>();
        for (String name : List.of("bos", "eos", "unknown", "padding")) {
            String key = "tokenizer.ggml." + name + "_token_id";
            OptionalLong id = file.integer(key);
            if (id.isPresent() && (id.getAsLong() < 0 || id.getAsLong() >= tokens.size())) {
                throw new MalformedGgufException("`%s` is %d, which is no token".formatted(key, id.getAsLong()));
            }
            id.ifPresent(index -> markers.put(variable(name), new Value.Text(tokens.get((int) index))));
        }
        return markers;
    }

    private static String variable(String name) {
        return switch (name) {
            case "unknown" -> "unk_token";
            case "padding" -> "pad_token";
            default -> name + "_token";
        };
    }

    /**
     * Writes a conversation up to where the assistant's turn begins.
     *
     * @throws ChatTemplateException if the template refuses it, fails, or takes too much
     */
    public RenderedPrompt render(List<ChatMessage> conversation) {
        List<String> texts =
                new ArrayList<>(conversation.stream().map(ChatMessage::content).toList());
        texts.add(source);
        Mask mask = new Mask(controlTokens, texts);
        Map<String, Value> variables = new HashMap<>(constants);
        variables.put(
                "messages",
                new Value.Sequence(conversation.stream()
                        .map(message -> turn(message, mask))
                        .toList()));
        variables.put("add_generation_prompt", new Value.Flag(true));
        try {
            return RenderedPrompt.of(template.render(variables, clock), mask, controlTokens);
        } catch (TemplateFailure.Refusal refusal) {
            throw new ChatTemplateException("the model's chat template refuses this conversation" + because(refusal));
        } catch (TemplateFailure failure) {
            throw new ChatTemplateException("the model's chat template fails: " + failure.getMessage());
        }
    }

    private static Value turn(ChatMessage message, Mask mask) {
        Map<String, Value> turn = new LinkedHashMap<>();
        turn.put("role", new Value.Text(message.role().name().toLowerCase(Locale.ROOT)));
        turn.put("content", new Value.Text(mask.hide(message.content())));
        return Value.mapping(turn);
    }

    /** The template's reason where it is its own words; words made up as it runs may hold text of the conversation. */
    private String because(TemplateFailure.Refusal refusal) {
        return source.contains(refusal.getMessage()) ? ": " + refusal.getMessage() : "";
    }
}
