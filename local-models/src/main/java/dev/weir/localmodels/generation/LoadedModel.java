package dev.weir.localmodels.generation;

import dev.weir.localmodels.ChatMessage;
import dev.weir.localmodels.EngineLoad;
import dev.weir.localmodels.Generation;
import dev.weir.localmodels.GenerationRequest;
import dev.weir.localmodels.LocalModel;
import dev.weir.localmodels.ModelDescription;
import dev.weir.localmodels.PromptTooLongException;
import dev.weir.localmodels.TokenIds;
import dev.weir.localmodels.onnx.OnnxSession;
import dev.weir.localmodels.tokenizer.ChatTemplate;
import dev.weir.localmodels.tokenizer.Tokenizer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A model with everything that it owns. Thread-safe. */
final class LoadedModel implements LocalModel {

    private final ModelDescription description;
    private final Tokenizer tokenizer;
    private final ChatTemplate template;
    private final OnnxSession session;
    private final Decoder decoder;
    private final GenerationEngine engine;
    private final AtomicBoolean closed = new AtomicBoolean();

    LoadedModel(ModelDescription description, Language language, Computation computation) {
        this.description = description;
        this.tokenizer = language.tokenizer();
        this.template = language.template();
        this.session = computation.session();
        this.decoder = computation.decoder();
        this.engine = computation.engine();
    }

    /** How the model reads and writes text. */
    record Language(Tokenizer tokenizer, ChatTemplate template) {}

    /** How the model computes. */
    record Computation(OnnxSession session, Decoder decoder, GenerationEngine engine) {}

    @Override
    public ModelDescription description() {
        return description;
    }

    @Override
    public TokenIds prompt(List<ChatMessage> conversation) {
        return tokenizer.encode(template.render(conversation));
    }

    @Override
    public TokenIds tokenise(String text) {
        return tokenizer.encode(text);
    }

    @Override
    public Generation generate(GenerationRequest request) {
        int tokens = request.prompt().size();
        if (tokens >= description.contextWindow()) {
            throw new PromptTooLongException(
                    "the prompt has %d tokens; the model's window of %d must hold it and at least one token of the answer"
                            .formatted(tokens, description.contextWindow()));
        }
        for (int i = 0; i < tokens; i++) {
            int id = request.prompt().get(i);
            if (id < 0 || id >= description.vocabularySize()) {
                throw new IllegalArgumentException("the prompt holds token %d; this model has tokens 0 to %d"
                        .formatted(id, description.vocabularySize() - 1));
            }
        }
        return engine.submit(request);
    }

    @Override
    public EngineLoad load() {
        return engine.load();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            engine.close();
            decoder.close();
            session.close();
            tokenizer.close();
        }
    }
}
