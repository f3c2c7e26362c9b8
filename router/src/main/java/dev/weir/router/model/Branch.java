package dev.weir.router.model;

import java.util.List;

/**
 * Everything learned on one kind of vector, with an embedding or without: a mixture of experts, of which topics say how
 * much each is asked.
 *
 * @param topics their experts are indices into {@code experts}
 */
public record Branch(List<Expert> experts, Topics topics) {

    public Branch {
        experts = List.copyOf(experts);
        for (int expert : topics.experts()) {
            if (expert < 0 || expert >= experts.size()) {
                throw new IllegalArgumentException("a topic names an expert that isn't there");
            }
        }
    }

    /** What the experts and the topics say of a prompt. */
    public Outlook outlook(PromptVector vector) {
        Topics.Vote vote = topics.vote(vector, experts.size());
        double local = 0;
        double cloud = 0;
        for (int i = 0; i < experts.size(); i++) {
            local += vote.experts()[i] * experts.get(i).local().probability(vector);
            cloud += vote.experts()[i] * experts.get(i).cloud().probability(vector);
        }
        return new Outlook(local, cloud, vote.local(), vote.cloud(), vote.experts());
    }

    /**
     * The chances of the two reference models, by experts and by topics, each 0 to 1.
     *
     * @param local of the small one, by experts
     * @param cloud of the strong one, by experts
     * @param topicLocal of the small one, by topics
     * @param topicCloud of the strong one, by topics
     * @param experts how much each expert was asked, in all 1
     */
    @SuppressWarnings("ArrayRecordComponent") // read at once, never compared
    public record Outlook(double local, double cloud, double topicLocal, double topicCloud, double[] experts) {

        /** What the strong model gains over the small one, twice: once by experts, once by topics. -2 to 2. */
        public double gain() {
            return cloud - local + topicCloud - topicLocal;
        }
    }
}
