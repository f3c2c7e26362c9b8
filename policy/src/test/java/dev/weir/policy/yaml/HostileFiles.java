package dev.weir.policy.yaml;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Files that are meant to exhaust whoever reads them. Each must be refused; {@link #main} says at what cost.
 *
 * <p>Run it with the test classpath: {@code mvn -q -pl policy exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=dev.weir.policy.yaml.HostileFiles}
 */
final class HostileFiles {
    private static final String RULES =
            "apiVersion: weir/v1\nkind: Policy\nmetadata: {name: p}\ndefault: {cloud: as_is}\nrules:\n";
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int HUGE = 100 << 20;
    private static final int NANOS = 1_000_000;

    private HostileFiles() {}

    /** What loading one of them came to. */
    record Cost(PolicyLoading loading, long cpuNanos, long allocated) {

        static Cost of(byte[] file) {
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long cpu = THREADS.getCurrentThreadCpuTime();
            PolicyLoading loading = PolicyLoader.standard().load("hostile.yaml", file);
            return new Cost(
                    loading,
                    THREADS.getCurrentThreadCpuTime() - cpu,
                    THREADS.getCurrentThreadAllocatedBytes() - allocated);
        }
    }

    /** By what is wrong with them. */
    static Map<String, byte[]> all() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("100 MB", new byte[HUGE]);
        files.put("billion laughs", bytes(laughs()));
        files.put("open brackets", repeated("["));
        files.put("open mappings", repeated("? "));
        files.put("nested lists", repeated("- "));
        files.put("a million rules", bytes(RULES + rules(1_000_000, "request.stream")));
        files.put("rules up to the limit of the file", bytes(RULES + "- a\n".repeat(240_000)));
        files.put("one plain scalar", repeated("a"));
        files.put("one quoted scalar", bytes("apiVersion: \"" + "a".repeat(1_000_000) + "\""));
        files.put("one escaped scalar", bytes("apiVersion: \"" + "\\u0041 ".repeat(140_000) + "\""));
        files.put(
                "one condition",
                bytes(RULES + "- {id: r, effect: block, when: \"" + "tokens > 1 || ".repeat(60_000) + "true\"}"));
        files.put("one key", bytes("? " + "k ".repeat(500_000) + "\n: 1\n"));
        files.put("the same key", repeated("a: 1\n"));
        files.put("aliases", repeated("- *a\n"));
        files.put("tags", repeated("- !a b\n"));
        files.put("documents", repeated("---\n"));
        files.put("empty mappings", bytes("[" + "{},".repeat(340_000) + "]"));
        files.put(
                "unknown names",
                bytes(RULES + rules(1000, "request.stream") + "tests:\n- {name: a, facts: {}, expect: {rules: ["
                        + "r9x,".repeat(9_999) + "r9y]}}\n"));
        files.put("unknown facts", bytes(RULES + rules(1000, "dificulty > 0.5")));
        files.put("a pattern", bytes(RULES + rules(1, "request.model.matches('((a{1000}){1000}){1000}')")));
        files.put(
                "nested loops",
                bytes(RULES + rules(1, "[1,2,3,4,5,6,7,8,9].all(x, ".repeat(30) + "true" + ")".repeat(30))));
        files.put("nested parentheses", bytes(RULES + rules(1, "(".repeat(2000) + "true" + ")".repeat(2000))));
        files.put("a long sum", bytes(RULES + rules(1, "1+".repeat(2000) + "1 > tokens")));
        return files;
    }

    private static String rules(int count, String condition) {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < count; i++) {
            rules.append("- {id: r")
                    .append(i)
                    .append(", when: \"")
                    .append(condition)
                    .append("\", effect: block}\n");
        }
        return rules.toString();
    }

    private static String laughs() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [lol]\n");
        for (int i = 1; i < 40; i++) {
            laughs.append("a%d: &a%d [".formatted(i, i))
                    .append("*a%d, ".formatted(i - 1).repeat(10))
                    .append("]\n");
        }
        return laughs.toString();
    }

    /** As often as the largest file has room for it. */
    private static byte[] repeated(String piece) {
        return bytes(piece.repeat(PolicyLoader.LARGEST / piece.length()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Prints CPU time and allocation of a second run: the first one loads classes. */
    public static void main(String[] arguments) {
        Map<String, byte[]> files = all();
        files.values().forEach(Cost::of);
        files.forEach((name, file) -> {
            Cost cost = Cost.of(file);
            System.out.printf(
                    "%-36s %9d bytes %6d ms CPU %6d MB allocated  %s%n",
                    name,
                    file.length,
                    cost.cpuNanos() / NANOS,
                    cost.allocated() >> 20,
                    cost.loading() instanceof PolicyLoading.Rejected rejected
                            ? "refused: "
                                    + rejected.problems().getFirst().code().code()
                            : "LOADED");
        });
    }
}
