package dev.weir.gateway.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The admin API of the gateway that runs on a data folder, with its bootstrap key; asked directly and not through any
 * proxy.
 */
final class AdminApi {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI base;
    private final String key;

    private AdminApi(URI base, String key) {
        this.base = base;
        this.key = key;
    }

    /**
     * The running gateway's.
     *
     * @throws CommandFailure if none runs, or its key can't be read
     */
    static AdminApi ofRunning(Folders folders) {
        URI address = new RunFile(folders.data())
                .running()
                .flatMap(RunFile.Running::address)
                .orElseThrow(() -> CommandFailure.unreachable(
                        "no gateway runs on the data folder " + folders.data(),
                        "weir up starts one; --data-dir names another folder"));
        Path file = folders.bootstrapKey();
        try {
            return new AdminApi(
                    address.resolve("/api/admin/v1/"), Files.readString(file).strip());
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "cannot read the key file " + file + ": " + Failures.reason(e),
                    "only the user who runs the gateway can read it",
                    e);
        }
    }

    /**
     * Gets what is at a path below {@code /api/admin/v1/}.
     *
     * @throws CommandFailure if the gateway refuses
     * @throws IOException if it can't be reached
     */
    InputStream get(String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) base.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout((int) PATIENCE.toMillis());
        connection.setReadTimeout((int) PATIENCE.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setRequestProperty("Authorization", "Bearer " + key);
        int status = connection.getResponseCode();
        return switch (status) {
            case HttpURLConnection.HTTP_OK -> connection.getInputStream();
            case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN ->
                throw CommandFailure.failed(
                        "the gateway doesn't take its bootstrap key for this", "weir key prints it; was it revoked?");
            case HttpURLConnection.HTTP_NOT_FOUND ->
                throw CommandFailure.failed(
                        "the gateway that runs doesn't know this request", "is it an older one? weir down, weir up");
            default ->
                throw CommandFailure.failed("the gateway answered " + status + detail(connection), "see its log");
        };
    }

    private static String detail(HttpURLConnection connection) throws IOException {
        try (InputStream body = connection.getErrorStream()) {
            return Optional.ofNullable(body)
                    .map(stream ->
                            JsonMapper.shared().readTree(stream).path("detail").asString(""))
                    .filter(text -> !text.isEmpty())
                    .map(text -> ": " + text)
                    .orElse("");
        } catch (JacksonException notAProblem) {
            return "";
        }
    }
}
