package dev.weir.localmodels.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.localmodels.GenerationEvent;
import dev.weir.localmodels.GenerationRequest;
import dev.weir.localmodels.LogprobRequest;
import dev.weir.localmodels.Precision;
import dev.weir.localmodels.SamplingOptions;
import dev.weir.localmodels.TokenIds;
import dev.weir.localmodels.gguf.GgufFile;
import dev.weir.localmodels.importer.Hyperparameters;
import dev.weir.localmodels.importer.ImportedModel;
import dev.weir.localmodels.importer.ModelImporter;
import dev.weir.localmodels.onnx.OnnxSession;
import dev.weir.localmodels.onnx.OnnxSessionOptions;
import dev.weir.localmodels.sampling.Sampler;
import dev.weir.localmodels.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An engine in which one generation breaks: the model is given a token that it doesn't have. */
class FailureIsolationTest {

    private static final TokenIds SOUND = TokenIds.of(504, 3575, 282, 4649, 314);

    private static GenerationRequest request(TokenIds prompt) {
        return new GenerationRequest(prompt, SamplingOptions.GREEDY, List.of(), 2, new LogprobRequest.None());
    }

    @Test
    void step_breaks_onlyThatGenerationFails() throws IOException, InterruptedException {
        try (GgufFile file = GgufFile.open(DefaultModel.path());
                Tokenizer tokenizer = Tokenizer.of(file, DefaultModel.CACHE.resolve("native"))) {
            ImportedModel imported =
                    ModelImporter.importModel(file, DefaultModel.HASH, DefaultModel.CACHE.resolve("imports"));
            Hyperparameters model = imported.hyperparameters();
            WaitingRoom room = new WaitingRoom(1, 4);
            try (OnnxSession session = OnnxSession.open(
                            imported.graph(Precision.FAST),
                            new OnnxSessionOptions(2, OnnxSessionOptions.DEFAULT_SPIN));
                    Decoder decoder = new Decoder(session, model);
                    GenerationEngine engine = GenerationEngine.start(model, 64, decoder, tokenizer, room)) {
                Sampler sampler = Sampler.of(SamplingOptions.GREEDY, SOUND, model.vocabulary());
                QueuedGeneration broken =
                        new QueuedGeneration(request(TokenIds.of(model.vocabulary())), sampler, room::leave);
                room.enter(broken);

                Answer failed = Answer.of(broken);
                Answer after = Answer.of(engine.submit(request(SOUND)));

                assertThat(failed.end()).isInstanceOf(GenerationEvent.Failed.class);
                assertThat(after.text()).startsWith(" Paris");
            }
        }
    }
}
