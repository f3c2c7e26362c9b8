package dev.weir.gateway.inference.local;

import dev.weir.localmodels.Generation;

/** The events of a request with one choice, read without a thread in between. */
record SingleChoice(Generation generation) implements ChoiceEvents {

    @Override
    public ChoiceEvent next() throws InterruptedException {
        return new ChoiceEvent(0, generation.next());
    }

    @Override
    public void close() {
        generation.close();
    }
}
