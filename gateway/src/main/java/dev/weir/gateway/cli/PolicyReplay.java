package dev.weir.gateway.cli;

import dev.weir.policy.replay.RecordedDecisionReader;
import dev.weir.policy.replay.RecordedLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads a file of recorded decisions, however long, and says on the way how far it is. */
final class PolicyReplay {
    private static final String STANDARD_INPUT = "-";
    private static final int TELL_EVERY = 100_000;
    private static final int MOST_TOLD = 5;

    private final Surroundings surroundings;
    private final String records;
    private int told;

    PolicyReplay(Surroundings surroundings, String records) {
        this.surroundings = surroundings;
        this.records = records;
    }

    /** Opens a file; {@code -} is standard input. */
    static InputStream open(Surroundings surroundings, String name) {
        try {
            return name.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(surroundings.path(name));
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "cannot read " + name + ": " + Failures.reason(e), "name another file, or - for standard input", e);
        }
    }

    void run(Consumer<RecordedLine> each) {
        try (RecordedDecisionReader reader = new RecordedDecisionReader(open(surroundings, records))) {
            long count = 0;
            for (Optional<RecordedLine> line = reader.next(); line.isPresent(); line = reader.next()) {
                each.accept(line.get());
                tellIfBad(line.get());
                if (++count % TELL_EVERY == 0) {
                    surroundings.err().println(count + " lines replayed");
                }
            }
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "cannot read " + records + " to its end: " + Failures.reason(e), "try again with a copy", e);
        }
    }

    private void tellIfBad(RecordedLine line) {
        if (line instanceof RecordedLine.Bad bad && told++ < MOST_TOLD) {
            surroundings.err().println(records + ":" + bad.number() + ": " + bad.problem());
        }
    }
}
