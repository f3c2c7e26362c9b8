package dev.weir.localmodels.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.localmodels.Generation;
import dev.weir.localmodels.GenerationEvent;
import dev.weir.localmodels.TokenLogprob;
import java.util.ArrayList;
import java.util.List;

/** A whole answer, read to its end. */
record Answer(String text, List<TokenLogprob> tokens, GenerationEvent end) {

    static Answer of(Generation generation) throws InterruptedException {
        StringBuilder text = new StringBuilder();
        List<TokenLogprob> tokens = new ArrayList<>();
        while (true) {
            GenerationEvent event = generation.next();
            if (!(event instanceof GenerationEvent.TextDelta delta)) {
                return new Answer(text.toString(), tokens, event);
            }
            text.append(delta.text());
            tokens.addAll(delta.tokens());
        }
    }

    GenerationEvent.Finished finished() {
        assertThat(end).isInstanceOf(GenerationEvent.Finished.class);
        return (GenerationEvent.Finished) end;
    }
}
