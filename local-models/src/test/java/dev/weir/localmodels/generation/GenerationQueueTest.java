package dev.weir.localmodels.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.localmodels.EngineLoad;
import dev.weir.localmodels.Generation;
import dev.weir.localmodels.GenerationEvent;
import dev.weir.localmodels.GenerationRequest;
import dev.weir.localmodels.LocalModel;
import dev.weir.localmodels.LogprobRequest;
import dev.weir.localmodels.QueueFullException;
import dev.weir.localmodels.SamplingOptions;
import dev.weir.localmodels.TokenIds;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** How generations share a model: places, order, cancelling, closing. */
@SuppressWarnings("try") // closing early is what is tested
class GenerationQueueTest {

    private static final int WINDOW = 4096;
    private static final int END_OF_TURN = 2;

    /** Greedy, and never ends by itself. */
    private static GenerationRequest endless(int maxTokens) {
        SamplingOptions options =
                new SamplingOptions(0, 1, 0, 0, 1, 0, 0, OptionalLong.empty(), Map.of(0, -100.0, END_OF_TURN, -100.0));
        return new GenerationRequest(
                TokenIds.of(504, 3575, 282, 4649, 314), options, List.of(), maxTokens, new LogprobRequest.None());
    }

    private static void awaitText(Generation generation) throws InterruptedException {
        assertThat(generation.next()).isInstanceOf(GenerationEvent.TextDelta.class);
    }

    private static void awaitIdle(LocalModel model) throws InterruptedException {
        while (model.load().running() > 0) {
            Thread.sleep(1);
        }
    }

    @Test
    void generate_allPlacesTaken_refusedUntilOneIsFree() throws InterruptedException {
        try (LocalModel model = DefaultModel.load(1, 1, WINDOW);
                Generation running = model.generate(endless(4000))) {
            awaitText(running);
            try (Generation waiting = model.generate(endless(2))) {
                assertThat(model.load()).isEqualTo(new EngineLoad(1, 1, 1));
                assertThatExceptionOfType(QueueFullException.class).isThrownBy(() -> model.generate(endless(1)));

                waiting.close();

                assertThat(model.load().waiting()).isZero();
                assertThat(waiting.next()).isInstanceOf(GenerationEvent.Failed.class);
            }
        }
    }

    @Test
    void close_whileDecoding_slotGoesToTheNext() throws InterruptedException {
        try (LocalModel model = DefaultModel.load(1, 1, WINDOW);
                Generation first = model.generate(endless(4000))) {
            awaitText(first);
            try (Generation second = model.generate(endless(3))) {
                first.close();
                first.close();

                assertThat(Answer.of(second).finished().completionTokens()).isEqualTo(3);
                assertThat(Answer.of(first).end()).isInstanceOf(GenerationEvent.Failed.class);
                awaitIdle(model);
            }
        }
    }

    @Test
    void close_whileReadingALongPrompt_endsBetweenChunks() throws InterruptedException {
        try (LocalModel model = DefaultModel.load(1, 1, WINDOW);
                Generation generation = model.generate(new GenerationRequest(
                        TokenIds.of(new int[WINDOW - 1]),
                        SamplingOptions.GREEDY,
                        List.of(),
                        1,
                        new LogprobRequest.None()))) {
            while (model.load().running() == 0) {
                Thread.onSpinWait();
            }

            generation.close();
            awaitIdle(model);

            assertThat(generation.next()).isInstanceOf(GenerationEvent.Failed.class);
        }
    }

    @Test
    void generate_shortBesideLong_doesNotWaitForItsEnd() throws InterruptedException {
        try (LocalModel model = DefaultModel.load(2, 1, WINDOW);
                Generation endless = model.generate(endless(4000))) {
            awaitText(endless);

            try (Generation quick = model.generate(endless(3))) {
                assertThat(Answer.of(quick).finished().completionTokens()).isEqualTo(3);
            }

            awaitText(endless);
        }
    }

    @Test
    void close_modelWithWork_allFail() throws InterruptedException {
        LocalModel model = DefaultModel.load(1, 1, WINDOW);
        try (Generation running = model.generate(endless(4000));
                Generation waiting = model.generate(endless(4))) {
            awaitText(running);

            model.close();
            model.close();

            assertThat(Answer.of(running).end()).isInstanceOf(GenerationEvent.Failed.class);
            assertThat(Answer.of(waiting).end()).isInstanceOf(GenerationEvent.Failed.class);
        }
    }
}
