package dev.weir.gateway.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Kills a real gateway process (SIGKILL) under load, again and again on one data folder. Whatever the provider saw must be
 * on record, the record must verify, and the gateway must start by itself.
 *
 * <p>{@code -Dweir.test.crashes=200} for the full run.
 */
class CrashTest {

    private static final int ROUNDS = Integer.getInteger("weir.test.crashes", 2);
    private static final int CLIENTS = 12;
    private static final String POLICY =
            "default: {cloud: as_is}\nrules:\n  - {id: away, when: \"true\", effect: prefer_cloud}\n";

    private final Random random = new Random(42);
    private final AtomicLong seeds = new AtomicLong(1);
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void killedUnderLoad_everythingThatLeftIsOnRecord(@TempDir Path folder) throws Exception {
        Set<Integer> left = ConcurrentHashMap.newKeySet();
        try (EchoingUpstream upstream = EchoingUpstream.start()) {
            Child child = Child.start(folder, upstream);
            for (int round = 1; round <= ROUNDS; round++) {
                crash(child, upstream, left);
                long killed = System.nanoTime();
                child = Child.start(folder, upstream);
                long millis = (System.nanoTime() - killed) / 1_000_000;
                Set<Integer> recorded = recorded(child, folder);

                assertThat(left).isNotEmpty();
                assertThat(recorded).containsAll(left);
                assertThat(verified(child, folder)).isTrue();
                System.out.printf(
                        "round %d: %d requests left, %d decisions on record, restart %d ms%n",
                        round, left.size(), recorded.size(), millis);
            }
            child.close();
        }
    }

    /** Loads a gateway and kills it at some moment while requests leave. */
    private void crash(Child child, EchoingUpstream upstream, Set<Integer> left) throws Exception {
        try (child) {
            AtomicBoolean over = new AtomicBoolean();
            List<Thread> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                clients.add(Thread.startVirtualThread(() -> askUntil(over, child.address())));
            }
            int enough = 10 + random.nextInt(60);
            int seen = 0;
            while (seen < enough) {
                assertThat(child.isAlive()).as("the gateway died by itself").isTrue();
                seen += take(upstream, left);
                Thread.sleep(1);
            }
            child.kill();
            over.set(true);
            for (Thread client : clients) {
                client.join();
            }
            take(upstream, left);
        }
    }

    private static int take(EchoingUpstream upstream, Set<Integer> left) {
        List<String> received = upstream.takeReceived();
        for (String request : received) {
            String body = request.substring(request.indexOf('{'));
            left.add(JsonMapper.shared().readTree(body).path("seed").asInt());
        }
        return received.size();
    }

    private void askUntil(AtomicBoolean over, URI address) {
        while (!over.get()) {
            String body = "{\"model\":\"auto\",\"seed\":" + seeds.getAndIncrement()
                    + ",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
            try {
                http.send(
                        HttpRequest.newBuilder(address.resolve("/v1/chat/completions"))
                                .header("authorization", "Bearer " + RunningGateway.KEY)
                                .header("content-type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
            } catch (IOException killed) {
                // that is what happens here
            } catch (InterruptedException nobodyDoesThat) {
                return;
            }
        }
    }

    private Set<Integer> recorded(Child child, Path folder) throws Exception {
        Set<Integer> seen = new HashSet<>();
        String export = get(child, folder, "/api/admin/v1/audit/export?form=jsonl&kind=decision&route=cloud");
        for (String line : export.lines().toList()) {
            JsonNode body = JsonMapper.shared().readTree(line).path("body");
            seen.add(body.path("promptTokens").asInt());
        }
        return seen;
    }

    private boolean verified(Child child, Path folder) throws Exception {
        return JsonMapper.shared()
                .readTree(get(child, folder, "/api/admin/v1/audit/verify"))
                .path("sound")
                .asBoolean();
    }

    private String get(Child child, Path folder, String path) throws Exception {
        String key = Files.readString(folder.resolve("bootstrap.key")).strip();
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(child.address().resolve(path))
                        .header("authorization", "Bearer " + key)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** The gateway in a process of its own. */
    private record Child(Process process, BufferedReader lines, URI address) implements AutoCloseable {

        static Child start(Path folder, EchoingUpstream upstream) throws IOException {
            Process process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Main.class.getName(),
                            folder.toString(),
                            upstream.address())
                    .redirectErrorStream(true)
                    .start();
            BufferedReader lines = process.inputReader();
            StringBuilder said = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("ready at ")) {
                    return new Child(process, lines, URI.create(line.substring("ready at ".length())));
                }
                said.append(line).append('\n');
            }
            throw new AssertionError("the gateway did not start:\n" + said);
        }

        boolean isAlive() {
            return process.isAlive();
        }

        void kill() {
            process.destroyForcibly().onExit().join();
        }

        @Override
        public void close() throws IOException {
            kill();
            lines.close();
        }
    }

    /** What the other process runs. */
    static final class Main {

        private Main() {}

        public static void main(String[] arguments) throws IOException {
            RunningGateway gateway = RunningGateway.start(Path.of(arguments[0]), POLICY, arguments[1]);
            System.out.println("ready at " + gateway.address());
        }
    }
}
