package dev.weir.policy.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.detection.Inspection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RecordedDecisionTest {
    private static final RecordedDecision PRICED =
            Records.decision(Records.facts(new Inspection.Complete(List.of()), 0.7), OptionalLong.of(4200));
    private static final RecordedDecision UNPRICED =
            Records.decision(Records.facts(new Inspection.Incomplete(List.of(), "depth"), 0.7), OptionalLong.empty());

    @Test
    void write_decision_documentedFields() {
        assertThat(RecordedDecisionJson.write(PRICED))
                .startsWith("{\"decision\":\"d-1\",\"at\":\"2026-03-04T05:06:07.000000008Z\","
                        + "\"policy\":{\"name\":\"default\",\"number\":3,\"sha256\":\"" + "ab".repeat(32) + "\"},"
                        + "\"facts\":{\"v\":1,")
                .endsWith(",\"effect\":\"cloud_pseudonymised\",\"preference\":\"cloud\","
                        + "\"sensitivity\":\"confidential\",\"capture\":\"masked\",\"rules\":[\"pseudonymise\"],"
                        + "\"target_effects\":{\"big\":\"cloud_pseudonymised\"},\"route\":\"cloud\",\"model\":\"big\","
                        + "\"reason\":\"hard\",\"pseudonyms\":2,\"cost_micro_usd\":4200,\"prompt_tokens\":120,"
                        + "\"completion_tokens\":80}");
    }

    @Test
    void next_writtenLines_sameDecisions() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (RecordedDecisionWriter writer = new RecordedDecisionWriter(bytes)) {
            writer.write(PRICED);
            writer.write(UNPRICED);
        }

        assertThat(lines(bytes.toByteArray()))
                .containsExactly(new RecordedLine.Decision(1, PRICED), new RecordedLine.Decision(2, UNPRICED));
    }

    @Test
    void next_badLines_reportedWithTheirNumberAndTheRestRead() throws IOException {
        String good = RecordedDecisionJson.write(PRICED);
        String text = good + "\n\n   \r\nnot json\n" + good.replace("\"hard\"", "1") + "\n"
                + good.replace("\"reason\"", "\"season\"") + "\n" + good;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThat(lines(bytes))
                .containsExactly(
                        new RecordedLine.Decision(1, PRICED),
                        new RecordedLine.Bad(4, "the text is not JSON at column 1"),
                        new RecordedLine.Bad(5, "`reason` must be text"),
                        new RecordedLine.Bad(6, "the field `reason` is missing"),
                        new RecordedLine.Decision(7, PRICED));
    }

    @Test
    void next_notUtf8_bad() throws IOException {
        assertThat(lines(new byte[] {(byte) 0xff, '\n'}))
                .containsExactly(new RecordedLine.Bad(1, "the line is not UTF-8"));
    }

    @Test
    void next_lineTooLong_badAndTheNextRead() throws IOException {
        String text = "x".repeat(RecordedDecisionReader.LONGEST + 1) + "\n" + RecordedDecisionJson.write(PRICED);

        List<RecordedLine> lines = lines(text.getBytes(StandardCharsets.UTF_8));

        assertThat(lines)
                .containsExactly(
                        new RecordedLine.Bad(1, "the line is longer than 16777216 bytes"),
                        new RecordedLine.Decision(2, PRICED));
    }

    private static List<RecordedLine> lines(byte[] bytes) throws IOException {
        List<RecordedLine> lines = new ArrayList<>();
        try (RecordedDecisionReader reader = new RecordedDecisionReader(new ByteArrayInputStream(bytes))) {
            for (Optional<RecordedLine> line = reader.next(); line.isPresent(); line = reader.next()) {
                lines.add(line.get());
            }
        }
        return lines;
    }
}
