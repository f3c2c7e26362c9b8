package dev.weir.policy.yaml;

/**
 * A place in a policy file.
 *
 * @param file the file's name, as the caller gave it
 * @param line from 1
 * @param column in code points, from 1
 */
public record SourcePosition(String file, int line, int column) implements Comparable<SourcePosition> {

    @Override
    public int compareTo(SourcePosition other) {
        int byLine = Integer.compare(line, other.line);
        return byLine != 0 ? byLine : Integer.compare(column, other.column);
    }

    /** {@code file:line:column}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
