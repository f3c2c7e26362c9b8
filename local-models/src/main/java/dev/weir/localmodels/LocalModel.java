package dev.weir.localmodels;

import java.util.List;

/**
 * A language model loaded into this process, ready to answer.
 *
 * <p>Thread-safe: any number of threads may render prompts and start generations; the model queues them fairly. The
 * owner closes the model once; generations still running then end with {@link GenerationEvent.Failed}.
 */
public interface LocalModel extends AutoCloseable {

    /** What this model is and what it can take. */
    ModelDescription description();

    /**
     * Renders a conversation with the model's own chat template, ending where the assistant's turn begins, and
     * tokenises it.
     *
     * @throws ChatTemplateException if the template refuses the conversation
     */
    TokenIds prompt(List<ChatMessage> conversation);

    /** Tokenises plain text, without template and without special tokens. */
    TokenIds tokenise(String text);

    /**
     * Queues a generation and returns at once.
     *
     * @throws PromptTooLongException if the prompt leaves no room for one token in the model's window
     * @throws QueueFullException if too many generations wait already
     */
    Generation generate(GenerationRequest request);

    /** Generations running or waiting, for health reports. */
    EngineLoad load();

    @Override
    void close();
}
