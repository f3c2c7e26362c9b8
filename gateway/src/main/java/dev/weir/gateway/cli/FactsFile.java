package dev.weir.gateway.cli;

import dev.weir.policy.Facts;
import dev.weir.policy.replay.FactsJson;
import dev.weir.policy.replay.MalformedRecordException;
import dev.weir.policy.replay.RecordedDecisionJson;
import dev.weir.policy.replay.RecordedDecisionReader;
import dev.weir.policy.replay.RecordedLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file of facts: the facts of one request, or recorded decisions, one a line.
 *
 * @param name as the user wrote it
 */
record FactsFile(String name, Surroundings surroundings) {
    static final String HINT =
            "weir policy facts writes decisions with their facts; docs/policy-commands.md shows" + " their form";

    private static final int LONGEST = RecordedDecisionReader.LONGEST;

    /** The facts, where the file holds those of one request or decision. */
    Facts only() {
        try (InputStream stream = Input.open(name, surroundings)) {
            byte[] bytes = stream.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw CommandFailure.failed(
                        name + " holds more than the facts of one request", "say which with --decision ID");
            }
            String text = new String(bytes, StandardCharsets.UTF_8).strip();
            if (text.lines().filter(FactsFile::isDecision).limit(2).count() > 1) {
                throw CommandFailure.failed(name + " holds several decisions", "say which with --decision ID");
            }
            return isDecision(text) ? RecordedDecisionJson.read(text).facts() : FactsJson.read(text);
        } catch (MalformedRecordException e) {
            throw CommandFailure.failed("the facts in " + name + " can't be read: " + e.getMessage(), HINT, e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The facts of one of the recorded decisions. */
    Facts of(String decision) {
        try (RecordedDecisionReader reader = new RecordedDecisionReader(Input.open(name, surroundings))) {
            for (Optional<RecordedLine> line = reader.next(); line.isPresent(); line = reader.next()) {
                if (line.get() instanceof RecordedLine.Decision read
                        && read.decision().id().equals(decision)) {
                    return read.decision().facts();
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        throw CommandFailure.failed("there is no decision " + decision + " in " + name, HINT);
    }

    private static boolean isDecision(String json) {
        try {
            return JsonMapper.shared().readTree(json).has("decision");
        } catch (JacksonException e) {
            return false;
        }
    }

    private CommandFailure unreadable(IOException failure) {
        return CommandFailure.failed("cannot read " + name + ": " + Failures.reason(failure), HINT, failure);
    }
}
