package dev.weir.gateway.inference.local;

import dev.weir.localmodels.GenerationEvent;

/** Tokens over all choices of one request. The choices share their prompt, which counts once. Not thread-safe. */
final class UsageCount {

    private int prompt;
    private int completion;

    void add(GenerationEvent.Finished finished) {
        prompt = finished.promptTokens();
        completion += finished.completionTokens();
    }

    int promptTokens() {
        return prompt;
    }

    int completionTokens() {
        return completion;
    }
}
