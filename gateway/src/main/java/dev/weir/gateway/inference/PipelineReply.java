package dev.weir.gateway.inference;

/** What the pipeline made of a request: the answer, and what the {@code x-weir-*} headers say about it. */
public record PipelineReply(DecisionHeaders headers, ChatReply reply) {

    /** The same where another call was made for the request as well. */
    PipelineReply besides(Attempt other) {
        return new PipelineReply(headers.withHedge(other.voyage().decisionId()), reply);
    }
}
