package dev.weir.router.model;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes a model's content in the order in which {@link ModelReader} reads it. */
final class ModelWriter {

    private final DataOutputStream out;

    ModelWriter(DataOutputStream out) {
        this.out = out;
    }

    void write(DifficultyModel model) throws IOException {
        Map<String, String> notes = new TreeMap<>(model.notes());
        out.writeInt(notes.size());
        for (Map.Entry<String, String> note : notes.entrySet()) {
            text(note.getKey());
            text(note.getValue());
        }
        texts(model.scale().names());
        floats(model.scale().means());
        floats(model.scale().deviations());
        text(model.embedder());
        out.writeBoolean(model.withMeaning().isPresent());
        if (model.withMeaning().isPresent()) {
            branch(model.withMeaning().get());
        }
        branch(model.textOnly());
        out.writeInt(model.profiles().size());
        for (Profile profile : model.profiles()) {
            profile(profile);
        }
    }

    private void branch(Branch branch) throws IOException {
        out.writeInt(branch.experts().size());
        for (Expert expert : branch.experts()) {
            text(expert.name());
            head(expert.local());
            head(expert.cloud());
        }
        Topics topics = branch.topics();
        texts(topics.names());
        for (float[] row : topics.weights()) {
            halves(row);
        }
        floats(topics.biases());
        out.writeInt(topics.experts().length);
        for (int expert : topics.experts()) {
            out.writeInt(expert);
        }
        floats(topics.localRates());
        floats(topics.cloudRates());
    }

    private void head(LinearHead head) throws IOException {
        out.writeFloat(head.bias());
        halves(head.dense());
        halves(head.grams());
    }

    private void profile(Profile profile) throws IOException {
        text(profile.id());
        out.writeDouble(profile.bias());
        out.writeDouble(profile.weights().local());
        out.writeDouble(profile.weights().cloud());
        out.writeDouble(profile.weights().topicLocal());
        out.writeDouble(profile.weights().topicCloud());
        out.writeInt(profile.weights().experts().size());
        for (double weight : profile.weights().experts()) {
            out.writeDouble(weight);
        }
        Optional<Calibration> withMeaning = profile.withMeaning();
        out.writeBoolean(withMeaning.isPresent());
        if (withMeaning.isPresent()) {
            calibration(withMeaning.get());
        }
        calibration(profile.textOnly());
        Optional<AnswerJudge> judge = profile.judge();
        out.writeBoolean(judge.isPresent());
        if (judge.isPresent()) {
            judge(judge.get());
        }
    }

    private void judge(AnswerJudge judge) throws IOException {
        text(judge.sha256());
        texts(judge.names());
        floats(judge.means());
        floats(judge.deviations());
        out.writeFloat(judge.bias());
        floats(judge.weights());
    }

    private void calibration(Calibration calibration) throws IOException {
        floats(calibration.scores());
        floats(calibration.probabilities());
    }

    private void texts(List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            text(text);
        }
    }

    private void text(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private void floats(float[] values) throws IOException {
        out.writeInt(values.length);
        for (float value : values) {
            out.writeFloat(value);
        }
    }

    private void halves(float[] values) throws IOException {
        out.writeInt(values.length);
        for (float value : values) {
            out.writeShort(Float.floatToFloat16(value));
        }
    }
}
