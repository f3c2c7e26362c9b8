package dev.weir.localmodels.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.localmodels.ChatMessage;
import dev.weir.localmodels.ChatMessage.Role;
import dev.weir.localmodels.Generation;
import dev.weir.localmodels.GenerationEvent.FinishReason;
import dev.weir.localmodels.GenerationRequest;
import dev.weir.localmodels.LocalModel;
import dev.weir.localmodels.LogprobRequest;
import dev.weir.localmodels.PromptTooLongException;
import dev.weir.localmodels.SamplingOptions;
import dev.weir.localmodels.TokenIds;
import dev.weir.localmodels.TokenLogprob;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The real default model, asked as the gateway asks it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalModelTest {

    private static final int WINDOW = 600;
    private static final SamplingOptions WARM =
            new SamplingOptions(1, 0.95, 40, 0.02, 1.1, 0.2, 0.2, OptionalLong.of(42), Map.of());

    private final LocalModel model = DefaultModel.load(3, 8, WINDOW);

    @AfterAll
    void close() {
        model.close();
    }

    private TokenIds chat(String question) {
        return model.prompt(List.of(new ChatMessage(Role.USER, question)));
    }

    private static GenerationRequest greedy(TokenIds prompt, int maxTokens) {
        return new GenerationRequest(prompt, SamplingOptions.GREEDY, List.of(), maxTokens, new LogprobRequest.None());
    }

    private Answer answer(GenerationRequest request) throws InterruptedException {
        try (Generation generation = model.generate(request)) {
            return Answer.of(generation);
        }
    }

    @Test
    void generate_questionOfFact_answeredAndCounted() throws InterruptedException {
        TokenIds prompt = chat("What is the capital of France?");

        Answer answer = answer(greedy(prompt, 64));

        assertThat(answer.text()).contains("Paris").doesNotContain("<|im_end|>");
        assertThat(answer.finished().reason()).isEqualTo(FinishReason.STOP);
        assertThat(answer.finished().promptTokens()).isEqualTo(prompt.size());
        assertThat(answer.finished().completionTokens()).isBetween(2, 63);
        assertThat(answer.finished().timeToFirstToken()).isPositive();
        assertThat(answer.finished().total()).isGreaterThan(answer.finished().timeToFirstToken());
    }

    @Test
    void generate_maxTokens_endsThere() throws InterruptedException {
        Answer answer = answer(greedy(chat("Tell me a long story."), 7));

        assertThat(answer.finished().reason()).isEqualTo(FinishReason.LENGTH);
        assertThat(answer.finished().completionTokens()).isEqualTo(7);
        assertThat(answer.text()).isNotBlank();
    }

    @Test
    void generate_windowFull_endsThere() throws InterruptedException {
        int[] long_ = new int[WINDOW - 3];
        Arrays.fill(long_, model.tokenise(" water").get(0));

        Answer answer = answer(greedy(TokenIds.of(long_), 100));

        assertThat(answer.finished().reason()).isEqualTo(FinishReason.LENGTH);
        assertThat(answer.finished().completionTokens()).isEqualTo(3);
    }

    @Test
    void generate_promptFillsWindow_refused() {
        GenerationRequest request = greedy(TokenIds.of(new int[WINDOW]), 1);

        assertThatExceptionOfType(PromptTooLongException.class)
                .isThrownBy(() -> model.generate(request))
                .withMessageContaining("600");
    }

    @Test
    void generate_tokenThatDoesNotExist_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> model.generate(greedy(TokenIds.of(1, 49_152), 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> model.generate(greedy(TokenIds.of(-1), 1)));
    }

    @Test
    void generate_stopSequenceOverTokenBorders_cutBeforeIt() throws InterruptedException {
        TokenIds prompt = chat("Name the seven days of the week.");
        String whole = answer(greedy(prompt, 24)).text();
        String stop = whole.substring(whole.length() / 2 - 4, whole.length() / 2 + 5);

        Answer cut = answer(new GenerationRequest(
                prompt, SamplingOptions.GREEDY, List.of("never said", stop), 24, new LogprobRequest.PerToken(0)));

        assertThat(cut.text()).isEqualTo(whole.substring(0, whole.indexOf(stop)));
        assertThat(cut.finished().reason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void generate_logprobs_ofEachTokenWithAlternatives() throws InterruptedException {
        Answer answer = answer(new GenerationRequest(
                chat("Say hello."), SamplingOptions.GREEDY, List.of(), 8, new LogprobRequest.PerToken(3)));

        assertThat(answer.tokens().stream().map(TokenLogprob::text).collect(Collectors.joining()))
                .isEqualTo(answer.text());
        assertThat(answer.tokens()).allSatisfy(token -> {
            assertThat(token.logprob()).isNotPositive();
            assertThat(token.top()).hasSize(3);
            assertThat(token.top().getFirst().id()).isEqualTo(token.id());
        });
    }

    @Test
    void generate_besideOthers_sameAsAlone() throws InterruptedException {
        GenerationRequest warm =
                new GenerationRequest(chat("Invent a name for a cat."), WARM, List.of(), 20, new LogprobRequest.None());
        List<GenerationRequest> requests =
                List.of(warm, greedy(chat("Count to ten."), 20), warm, greedy(chat("Hi!"), 9));
        List<String> alone = new ArrayList<>();
        for (GenerationRequest request : requests) {
            alone.add(answer(request).text());
        }

        List<Generation> together = requests.stream().map(model::generate).toList();
        List<String> beside = new ArrayList<>();
        for (Generation generation : together) {
            beside.add(Answer.of(generation).text());
        }

        assertThat(beside).isEqualTo(alone);
        assertThat(beside.get(0)).isEqualTo(beside.get(2)).isNotBlank();
    }

    @Test
    void description_tellsWhatWasLoaded() {
        assertThat(model.description().contextWindow()).isEqualTo(WINDOW);
        assertThat(model.description().vocabularySize()).isEqualTo(49_152);
        assertThat(model.description().architecture()).isEqualTo("llama");
        assertThat(model.description().sha256()).isEqualTo(DefaultModel.HASH);
    }
}
