package dev.weir.gateway.inference.local;

import dev.weir.localmodels.ChatMessage;
import dev.weir.localmodels.ChatTemplateException;
import dev.weir.localmodels.EngineLoad;
import dev.weir.localmodels.Generation;
import dev.weir.localmodels.GenerationRequest;
import dev.weir.localmodels.LocalModel;
import dev.weir.localmodels.ModelDescription;
import dev.weir.localmodels.TokenIds;
import java.util.List;

/** A model whose template refuses every conversation, in words that must not reach a client. */
record RefusingTemplate(LocalModel model) implements LocalModel {

    @Override
    public ModelDescription description() {
        return model.description();
    }

    @Override
    public TokenIds prompt(List<ChatMessage> conversation) {
        throw new ChatTemplateException("private words");
    }

    @Override
    public TokenIds tokenise(String text) {
        return model.tokenise(text);
    }

    @Override
    public Generation generate(GenerationRequest request) {
        return model.generate(request);
    }

    @Override
    public EngineLoad load() {
        return model.load();
    }

    @Override
    public void close() {
        model.close();
    }
}
