package dev.weir.gateway.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The admin API of the gateway that runs on a data folder, with its bootstrap key; asked directly and not through any
 * proxy.
 */
final class AdminApi {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONG_PATIENCE = Duration.ofMinutes(30);

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
        return answer(open(path, PATIENCE));
    }

    /** Like {@link #get}, for what may take the gateway minutes. */
    InputStream getPatiently(String path) throws IOException {
        return answer(open(path, LONG_PATIENCE));
    }

    /** Sends a text to a path below {@code /api/admin/v1/}, which may take the gateway minutes. */
    InputStream post(String path, String text) throws IOException {
        return post(path, "text/plain;charset=UTF-8", text);
    }

    /** Sends JSON likewise. */
    InputStream post(String path, JsonNode json) throws IOException {
        return post(path, "application/json", json.toString());
    }

    /** A request whose answer is about to be read. */
    interface Asking {
        InputStream answer() throws IOException;
    }

    /**
     * The whole answer to a request, which is JSON.
     *
     * @throws CommandFailure if the gateway refuses, or breaks off
     */
    static JsonNode json(Asking asking) {
        try (InputStream in = asking.answer()) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw CommandFailure.unreachable("the gateway broke off: " + Failures.reason(e), "try again");
        }
    }

    /** The same gateway, asked with another key. */
    AdminApi with(String otherKey) {
        return new AdminApi(base, otherKey);
    }

    private InputStream post(String path, String type, String text) throws IOException {
        HttpURLConnection connection = open(path, LONG_PATIENCE);
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", type);
        connection.setDoOutput(true);
        try (OutputStream body = connection.getOutputStream()) {
            body.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return answer(connection);
    }

    private HttpURLConnection open(String path, Duration patience) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) base.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout((int) PATIENCE.toMillis());
        connection.setReadTimeout((int) patience.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setRequestProperty("Authorization", "Bearer " + key);
        return connection;
    }

    private static InputStream answer(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        return switch (status) {
            case HttpURLConnection.HTTP_OK -> connection.getInputStream();
            case HttpURLConnection.HTTP_UNAUTHORIZED ->
                throw CommandFailure.failed("the gateway doesn't know this key", "weir key prints its bootstrap key");
            case HttpURLConnection.HTTP_FORBIDDEN ->
                throw CommandFailure.failed(
                        "the key may not do this" + detail(connection),
                        "ask whoever runs the gateway for one that may");
            case HttpURLConnection.HTTP_NOT_FOUND -> {
                String detail = detail(connection);
                throw detail.isEmpty()
                        ? CommandFailure.failed(
                                "the gateway that runs doesn't know this request",
                                "is it an older one? weir down, weir up")
                        : CommandFailure.failed("the gateway has nothing to show" + detail, "check what was asked for");
            }
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
