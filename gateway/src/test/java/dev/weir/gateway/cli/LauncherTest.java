package dev.weir.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the launcher script, copied beside a made-up source tree, with scripts in the place of Java and Maven that say
 * what they were asked. Its PATH holds nothing but the basic tools.
 */
class LauncherTest {

    private static final List<String> TOOLS = List.of(
            "sh",
            "dirname",
            "readlink",
            "sed",
            "head",
            "tail",
            "find",
            "sort",
            "xargs",
            "cksum",
            "tr",
            "cat",
            "ls",
            "mkdir",
            "rm",
            "mv",
            "touch",
            "date",
            "grep",
            "awk",
            "env",
            "sleep",
            "wc");

    private static final String FAKE_JAVA = """
            #!/bin/sh
            case $1 in
                -Djarmode=tools) mkdir -p "$6"; : >"$6/gateway-1.jar"; exit ;;
            esac
            for argument; do
                case $argument in
                    -XX:AOTCacheOutput=*) [ -n "$(ls "$HOME/forgetful" 2>/dev/null)" ] || echo x >"${argument#*=}" ;;
                esac
            done
            echo "java of $(dirname "$(dirname "$0")")"
            for argument; do echo "argument <$argument>"; done
            """;

    private static final String FAKE_MAVEN = """
            #!/bin/sh
            echo "mvn with $JAVA_HOME: $*" >>maven-calls
            mkdir -p gateway/target
            : >gateway/target/gateway-1.jar
            """;

    private final Path folder;
    private final Path root;
    private final Path tools;

    LauncherTest(@TempDir Path folder) throws IOException {
        // the script sees through links, and so must what it's compared with
        this.folder = folder.toRealPath();
        root = Files.createDirectories(this.folder.resolve("source tree"));
        tools = Files.createDirectories(this.folder.resolve("tools"));
    }

    @BeforeEach
    void makeTree() throws IOException {
        Path script = Stream.of(Path.of("weir"), Path.of("../weir"))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow();
        Files.copy(script, root.resolve("weir"));
        assertThat(root.resolve("weir").toFile().setExecutable(true)).isTrue();
        write(root.resolve("pom.xml"), "<project/>");
        write(root.resolve("gateway/pom.xml"), "<project/>");
        write(root.resolve("gateway/src/main/java/A.java"), "class A {}");
        write(root.resolve("gateway/src/test/java/ATest.java"), "class ATest {}");
        for (String tool : TOOLS) {
            Path there = Stream.of("/bin", "/usr/bin")
                    .map(bin -> Path.of(bin, tool))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow();
            executable(tools.resolve(tool), "#!/bin/sh\nexec " + there + " \"$@\"\n");
        }
    }

    @Test
    void run_noJavaAtAll_saysExactlyWhatToInstall() throws Exception {
        CommandRun run = weir(Map.of(), "status");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err())
                .contains(
                        "error: no JDK 25 or newer found",
                        "hint: Debian, Ubuntu: sudo apt-get install openjdk-25-jdk-headless",
                        "hint: macOS: brew install openjdk@25");
    }

    @Test
    void run_onlyAnOlderJava_countsAsNone() throws Exception {
        jdk("jvm/java-17", "17.0.15");

        assertThat(weir(Map.of("JAVA_HOME", folder.resolve("jvm/java-17").toString()), "status")
                        .err())
                .contains("no JDK 25 or newer found");
    }

    @Test
    void run_noMaven_saysExactlyWhatToInstall() throws Exception {
        jdk("jvm/java-25", "25.0.3");

        assertThat(weir(Map.of(), "status").err()).contains("error: mvn isn't installed", "sudo apt-get install maven");
    }

    @Test
    void run_severalJdks_newestUsedAndOlderJavaHomePassedOver() throws Exception {
        maven();
        jdk("jvm/java-17", "17.0.15");
        jdk("jvm/java-25", "25.0.3");
        jdk("jvm/java-26", "26");

        CommandRun run = weir(Map.of("JAVA_HOME", folder.resolve("jvm/java-17").toString()), "status");

        assertThat(run.out()).contains("java of " + folder.resolve("jvm/java-26"));
    }

    @Test
    void run_weirJavaHome_preferredToAll() throws Exception {
        maven();
        jdk("jvm/java-26", "26");
        Path preferred = jdk("elsewhere", "25.0.3");

        CommandRun run = weir(Map.of("WEIR_JAVA_HOME", preferred.toString()), "status");

        assertThat(run.out()).contains("java of " + preferred);
    }

    @Test
    void run_weirJavaHomeTooOld_refusedEvenIfThereIsABetterOne() throws Exception {
        jdk("jvm/java-26", "26");
        Path old = jdk("elsewhere", "17.0.1");

        assertThat(weir(Map.of("WEIR_JAVA_HOME", old.toString()), "status").err())
                .contains("is no JDK 25 or newer");
    }

    @Test
    void run_sdkman_found() throws Exception {
        maven();
        jdk(".sdkman/candidates/java/25.0.3-tem", "25.0.3");

        assertThat(weir(Map.of(), "status").out()).contains("java of " + folder.resolve(".sdkman"));
    }

    @Test
    void run_javaOnPathThroughLinks_found() throws Exception {
        maven();
        Path home = jdk("somewhere", "25.0.3");
        Files.createSymbolicLink(tools.resolve("java"), home.resolve("bin/java"));

        assertThat(weir(Map.of(), "status").out()).contains("java of " + home);
    }

    @Test
    void run_arguments_passedOnUnchanged() throws Exception {
        maven();
        jdk("jvm/java-25", "25.0.3");

        CommandRun run = weir(Map.of(), "models", "pull", "--from", "a file with $signs and 'quotes'", "");

        assertThat(run.out())
                .contains(
                        "argument <pull>\nargument <--from>\nargument <a file with $signs and 'quotes'>\nargument <>");
    }

    @Test
    void run_fromAnotherFolderAndThroughALink_sameTree() throws Exception {
        maven();
        jdk("jvm/java-25", "25.0.3");
        Path link = Files.createSymbolicLink(folder.resolve("my-weir"), Path.of("source tree/weir"));

        CommandRun run = run(link, Map.of(), "status");

        assertThat(run.out()).contains("argument <status>");
        assertThat(root.resolve(".build")).isDirectory();
    }

    @Test
    void run_nothingChanged_noSecondBuild() throws Exception {
        maven();
        jdk("jvm/java-25", "25.0.3");

        weir(Map.of(), "status");
        write(root.resolve("gateway/src/test/java/ATest.java"), "class ATest { int x; }");
        weir(Map.of(), "status");

        assertThat(mavenCalls()).singleElement().asString().contains("package", "-DskipTests", "jvm/java-25");
    }

    @Test
    void run_sourceChangedAddedOrDeleted_builtAgain() throws Exception {
        maven();
        jdk("jvm/java-25", "25.0.3");
        weir(Map.of(), "status");

        write(root.resolve("gateway/src/main/java/A.java"), "class A { int x; }");
        weir(Map.of(), "status");
        assertThat(mavenCalls()).hasSize(2);

        write(root.resolve("gateway/src/main/java/B.java"), "class B {}");
        weir(Map.of(), "status");
        assertThat(mavenCalls()).hasSize(3);

        Files.delete(root.resolve("gateway/src/main/java/B.java"));
        weir(Map.of(), "status");
        assertThat(mavenCalls()).hasSize(4);
    }

    @Test
    void up_firstOfABuild_rehearsesAndLaterStartsUseWhatItLeft() throws Exception {
        maven();
        jdk("jvm/java-25", "25.0.3");
        String cache = "argument <-XX:AOTCache=" + root + "/.build/app-";

        CommandRun help = weir(Map.of(), "up", "--help");
        CommandRun first = weir(Map.of("OPENAI_API_KEY", "x"), "up");
        CommandRun second = weir(Map.of(), "up");
        CommandRun other = weir(Map.of(), "status");

        assertThat(help.err()).doesNotContain("quick starts");
        assertThat(help.out()).doesNotContain(cache);
        assertThat(first.err()).contains("preparing quick starts, once for each build");
        assertThat(rehearsal()).contains("argument <rehearse>");
        assertThat(second.err()).doesNotContain("quick starts");
        assertThat(List.of(first, second, other))
                .allSatisfy(run -> assertThat(run.out()).contains(cache));
    }

    @Test
    void up_otherJdk_rehearsesAgain() throws Exception {
        maven();
        jdk("jvm/java-25", "25.0.3");
        weir(Map.of(), "up");
        jdk("jvm/java-25", "25.0.4");

        assertThat(weir(Map.of(), "up").err()).contains("preparing quick starts");
    }

    @Test
    void up_rehearsalLeavesNothing_startsWithoutAndDoesNotTryAgain() throws Exception {
        maven();
        jdk("jvm/java-25", "25.0.3");
        write(folder.resolve("forgetful/x"), "");

        CommandRun first = weir(Map.of(), "up");
        CommandRun second = weir(Map.of(), "up");

        assertThat(first.err()).contains("note: starts of this build stay slow", root + "/.build/rehearsal.log");
        assertThat(second.err()).doesNotContain("quick starts");
        assertThat(List.of(first, second))
                .allSatisfy(
                        run -> assertThat(run.out()).contains("argument <up>").doesNotContain("AOTCache"));
    }

    @Test
    void run_buildFails_errorsAndLogShown() throws Exception {
        jdk("jvm/java-25", "25.0.3");
        executable(tools.resolve("mvn"), "#!/bin/sh\necho '[ERROR] A.java:[1,7] something is wrong'\nexit 1\n");

        CommandRun run = weir(Map.of(), "status");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err())
                .contains("A.java:[1,7] something is wrong", "error: the build failed", root + "/.build/build.log");
    }

    private CommandRun weir(Map<String, String> environment, String... arguments) throws Exception {
        return run(root.resolve("weir"), environment, arguments);
    }

    private CommandRun run(Path script, Map<String, String> environment, String... arguments) throws Exception {
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(script.toString()), Stream.of(arguments))
                        .toList())
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH", tools.toString(),
                        "HOME", folder.toString(),
                        "WEIR_JVM_DIR", folder.resolve("jvm").toString()));
        builder.environment().putAll(environment);
        int exitCode = builder.start().waitFor();
        return new CommandRun(exitCode, Files.readString(out), Files.readString(err));
    }

    private String rehearsal() throws IOException {
        return Files.readString(root.resolve(".build/rehearsal.log"));
    }

    private List<String> mavenCalls() throws IOException {
        return Files.readAllLines(root.resolve("maven-calls"), StandardCharsets.UTF_8);
    }

    private void maven() throws IOException {
        executable(tools.resolve("mvn"), FAKE_MAVEN);
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        write(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        executable(home.resolve("bin/java"), FAKE_JAVA);
        executable(home.resolve("bin/javac"), "#!/bin/sh\n");
        return home;
    }

    private static void executable(Path file, String content) throws IOException {
        write(file, content);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static void write(Path file, String content) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(file, content);
    }
}
