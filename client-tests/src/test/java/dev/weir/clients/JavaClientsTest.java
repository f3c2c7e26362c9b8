package dev.weir.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two independent Java clients: openai-java with response validation, and langchain4j's own parser. */
class JavaClientsTest {

    private static final String QUESTION = "What is the capital of France? Answer in one short sentence.";

    @TempDir
    static Path data;

    private static GatewayProcess gateway;
    private static OpenAIClient client;

    @BeforeAll
    static void start() {
        gateway = GatewayProcess.start(data, Map.of());
        client = OpenAIOkHttpClient.builder()
                .baseUrl(gateway.baseUrl())
                .apiKey(gateway.key())
                .maxRetries(0)
                .responseValidation(true)
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        gateway.close();
    }

    @Test
    void openaiJava_plain_answersValidly() {
        ChatCompletion completion = client.chat().completions().create(question());

        assertThat(completion.choices().getFirst().message().content().orElseThrow())
                .contains("Paris");
    }

    @Test
    void openaiJava_streamed_accumulatesToThePlainAnswer() {
        ChatCompletion plain = client.chat().completions().create(question());
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();

        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(question())) {
            stream.stream().forEach(accumulator::accumulate);
        }

        assertThat(accumulator.chatCompletion().choices().getFirst().message().content())
                .isEqualTo(plain.choices().getFirst().message().content());
    }

    @Test
    void openaiJava_temperatureOutOfRange_isBadRequestAboutIt() {
        ChatCompletionCreateParams request =
                question().toBuilder().temperature(9).build();

        assertThatThrownBy(() -> client.chat().completions().create(request))
                .isInstanceOfSatisfying(
                        BadRequestException.class,
                        error -> assertThat(error.param()).contains("temperature"));
    }

    @Test
    void openaiJava_models_areListed() {
        assertThat(client.models().list().data())
                .extracting(model -> model.id())
                .contains("auto", "local", "smollm2-135m-instruct");
    }

    @Test
    void langchain4j_plain_answers() {
        OpenAiChatModel model = OpenAiChatModel.builder()
                .baseUrl(gateway.baseUrl())
                .apiKey(gateway.key())
                .modelName("auto")
                .temperature(0.0)
                .maxTokens(24)
                .maxRetries(0)
                .build();

        assertThat(model.chat(UserMessage.from(QUESTION)).aiMessage().text()).contains("Paris");
    }

    private static ChatCompletionCreateParams question() {
        return ChatCompletionCreateParams.builder()
                .model("auto")
                .addUserMessage(QUESTION)
                .temperature(0)
                .maxCompletionTokens(24)
                .build();
    }
}
