package dev.weir.policy.yaml;

import java.io.StringReader;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads the YAML of a policy file into its node graph. The event stream is checked before a graph is built, so that
 * aliases, which could make a small file huge, never unfold.
 */
final class YamlReader {
    static final int DEEPEST = 16;

    private final ProblemLog log;
    private final LoaderOptions options = new LoaderOptions();
    private int depth;
    private int documents;
    private boolean unusable;

    YamlReader(ProblemLog log) {
        this.log = log;
        options.setCodePointLimit(PolicyLoader.LARGEST);
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(0);
        options.setAllowRecursiveKeys(false);
        // Nothing is constructed from a tag; each one is reported below.
        options.setTagInspector(_ -> true);
    }

    /** The document's root, unless the text isn't one document of plain YAML. */
    Optional<Node> read(String text) {
        try {
            for (Event event : new Yaml(options).parse(new StringReader(text))) {
                inspect(event);
                if (depth > DEEPEST) {
                    break;
                }
            }
            return unusable ? Optional.empty() : Optional.ofNullable(new Yaml(options).compose(new StringReader(text)));
        } catch (ReaderException e) {
            int line = (int) text.codePoints()
                            .limit(e.getPosition())
                            .filter(c -> c == '\n')
                            .count()
                    + 1;
            String message = "the character U+" + String.format("%04X", e.getCodePoint()) + " is not allowed";
            log.add(ProblemCode.SYNTAX, log.at(line, 1), message, "remove it");
        } catch (MarkedYAMLException e) {
            syntax(e);
        } catch (YAMLException e) {
            log.add(
                    ProblemCode.SYNTAX,
                    log.at(1, 1),
                    "the file is not YAML",
                    "check it with an editor that knows YAML");
        }
        return Optional.empty();
    }

    private void inspect(Event event) {
        switch (event) {
            case AliasEvent alias -> {
                unusable = true;
                report(alias, ProblemCode.ALIAS, "aliases (`*name`) are not allowed", "write the value out");
            }
            case DocumentStartEvent start -> {
                if (++documents > 1) {
                    unusable = true;
                    String message = "a policy file is one document";
                    report(start, ProblemCode.SEVERAL_DOCUMENTS, message, "remove the second `---` and what follows");
                }
            }
            case CollectionStartEvent start -> {
                inspectNode(start, start.getTag() != null && !start.getImplicit());
                if (++depth > DEEPEST) {
                    unusable = true;
                    String message = "more than " + DEEPEST + " levels of nesting";
                    report(start, ProblemCode.TOO_DEEP, message, "no part of a policy is that deep");
                }
            }
            case CollectionEndEvent _ -> depth--;
            case ScalarEvent scalar ->
                inspectNode(
                        scalar,
                        scalar.getTag() != null
                                && !scalar.getImplicit().canOmitTagInPlainScalar()
                                && !scalar.getImplicit().canOmitTagInNonPlainScalar());
            default -> {}
        }
    }

    private void inspectNode(NodeEvent node, boolean tagged) {
        if (node.getAnchor() != null) {
            report(node, ProblemCode.ALIAS, "anchors (`&name`) are not allowed", "remove it");
        }
        if (tagged) {
            report(node, ProblemCode.TAG, "tags (`!name`) are not allowed", "remove it");
        }
    }

    private void report(Event event, ProblemCode code, String message, String help) {
        log.add(code, log.position(event.getStartMark()), message, help);
    }

    private void syntax(MarkedYAMLException e) {
        String problem = e.getProblem() == null ? "" : e.getProblem();
        // What is never closed is better shown where it opens than where the file ends.
        Mark mark = problem.contains("end of stream") && e.getContextMark() != null
                ? e.getContextMark()
                : e.getProblemMark();
        SourcePosition position = mark == null ? log.at(1, 1) : log.position(mark);
        if (problem.contains("TAB")) {
            log.add(ProblemCode.TAB, position, "a tab can't indent YAML", "use spaces");
            return;
        }
        String message = problem.isEmpty() ? "the file is not YAML" : problem.replace('\'', '`');
        log.add(ProblemCode.SYNTAX, position, message, "check quotes, brackets and indentation around here");
    }
}
