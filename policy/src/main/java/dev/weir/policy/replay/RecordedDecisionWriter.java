package dev.weir.policy.replay;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;

/** Writes recorded decisions, one a line. Closes the stream that it writes to. Not thread-safe. */
public final class RecordedDecisionWriter implements AutoCloseable {
    private final BufferedWriter writer;

    public RecordedDecisionWriter(OutputStream stream) {
        this.writer = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
    }

    /** Writes one line. */
    public void write(RecordedDecision decision) throws IOException {
        writer.write(RecordedDecisionJson.write(decision));
        writer.write('\n');
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
