package dev.weir.gateway.inference;

import dev.weir.router.model.AnswerJudge;
import dev.weir.router.model.DifficultyModel;
import dev.weir.router.model.DifficultyModelFile;
import dev.weir.router.model.Profile;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The difficulty model that comes with Weir, with a judge of the answers of the model {@code tiny}. */
final class JudgedModels {

    /** Of the file that the judge was fitted on. */
    static final String HASH = "5e1f";

    private JudgedModels() {}

    /** A judge that goes by the mean sureness alone: an answer falls short from a mean of -1 down. */
    static DifficultyModel bySureness() {
        return withJudgeOf(HASH);
    }

    static DifficultyModel withJudgeOf(String hash) {
        List<String> names = AnswerJudge.inputNames();
        float[] ones = new float[names.size()];
        Arrays.fill(ones, 1);
        float[] means = new float[names.size()];
        float[] weights = new float[names.size()];
        int mean = names.indexOf("answer_certainty.mean");
        means[mean] = -1;
        weights[mean] = -8;
        AnswerJudge judge = new AnswerJudge(hash, names, means, ones, 0.5f, weights);
        DifficultyModel bundled = DifficultyModelFile.bundled();
        Profile reference = bundled.profile(Profile.REFERENCE);
        return bundled.with(new Profile(
                "tiny",
                reference.bias(),
                reference.weights(),
                reference.withMeaning(),
                reference.textOnly(),
                Optional.of(judge)));
    }
}
