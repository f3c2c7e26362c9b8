package dev.weir.localmodels.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.localmodels.ChatMessage;
import dev.weir.localmodels.ChatMessage.Role;
import dev.weir.localmodels.ChatTemplateException;
import dev.weir.localmodels.gguf.GgufFile;
import dev.weir.localmodels.gguf.GgufWriter;
import dev.weir.localmodels.tokenizer.jinja.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Against what {@code local-models/scripts/record_chat_templates.py} recorded from Jinja2. */
class ChatTemplateTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-05T21:45:07Z"), ZoneOffset.UTC);
    private static final ControlTokens CONTROL_TOKENS = TestVocabulary.controlTokens("<|im_start|>", "<|im_end|>");

    @TempDir
    Path folder;

    static Stream<JsonNode> renders() {
        return Fixtures.json("renders.json").valueStream();
    }

    @ParameterizedTest
    @MethodSource("renders")
    void render_recordedConversation_textOfTheReference(JsonNode recorded) {
        String source = Fixtures.text("templates/" + recorded.get("template").asString() + ".jinja");

        RenderedPrompt prompt = template(source).render(Fixtures.conversation(recorded));

        assertThat(prompt.text()).isEqualTo(recorded.get("rendered").asString());
    }

    @Test
    void render_noSystemTurn_defaultSystemPromptOfTheModel() {
        String text = template(Fixtures.text("templates/smollm2.jinja"))
                .render(List.of(new ChatMessage(Role.USER, "Hi")))
                .text();

        assertThat(text)
                .isEqualTo("<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by Hugging Face"
                        + "<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n");
    }

    @Test
    void render_turnAsJson_roleFirst() {
        assertThat(rendered("{{ messages[0] | tojson }}"))
                .isEqualTo("{\"role\": \"user\", \"content\": \"my number is 12\"}");
    }

    @Test
    void render_date_fromTheClock() {
        assertThat(rendered("{{ strftime_now('%d %b %Y, %A %H:%M %% %q') }}"))
                .isEqualTo("05 Nov 2026, Thursday 21:45 % %q");
    }

    @Test
    void render_refusalInTheTemplatesWords_quoted() {
        assertThatThrownBy(() -> rendered("{{ raise_exception('roles must alternate') }}"))
                .isInstanceOf(ChatTemplateException.class)
                .hasMessage("the model's chat template refuses this conversation: roles must alternate");
    }

    @Test
    void render_refusalThatQuotesTheConversation_keptBack() {
        assertThatThrownBy(() -> rendered("{{ raise_exception('bad: ' + messages[0].content) }}"))
                .isInstanceOf(ChatTemplateException.class)
                .hasMessage("the model's chat template refuses this conversation");
    }

    @Test
    void render_templateThatFails_saidWithoutTheConversation() {
        assertThatThrownBy(() -> rendered("{{ messages[0].content + 1 }}"))
                .isInstanceOf(ChatTemplateException.class)
                .hasMessage("the model's chat template fails: `+` cannot join a text and an integer");
    }

    @Test
    void of_templateThatIsNotUnderstood_refusedAtOnce() {
        assertThatThrownBy(() -> template("{% include 'x' %}"))
                .isInstanceOf(ChatTemplateException.class)
                .hasMessage(
                        "the model's chat template is not understood: the tag `include` is not known here in line 1");
    }

    @Test
    void of_fileWithoutTemplate_refused() throws IOException {
        Path file = folder.resolve("m.gguf");
        new GgufWriter().text("general.architecture", "llama").write(file);

        try (GgufFile gguf = GgufFile.open(file);
                Tokenizer tokenizer = DefaultModel.tokenizer()) {
            assertThatThrownBy(() -> ChatTemplate.of(gguf, tokenizer, CLOCK))
                    .isInstanceOf(ChatTemplateException.class)
                    .hasMessageContaining("no `tokenizer.chat_template`");
        }
    }

    private static String rendered(String source) {
        return template(source)
                .render(List.of(new ChatMessage(Role.USER, "my number is 12")))
                .text();
    }

    private static ChatTemplate template(String source) {
        Map<String, Value> constants = Map.of("bos_token", new Value.Text("<s>"), "eos_token", new Value.Text("</s>"));
        return ChatTemplate.of(source, CONTROL_TOKENS, constants, CLOCK);
    }
}
