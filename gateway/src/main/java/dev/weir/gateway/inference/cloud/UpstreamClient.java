package dev.weir.gateway.inference.cloud;

import dev.weir.gateway.inference.ClientPresence;
import dev.weir.gateway.inference.cloud.UpstreamFailure.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The one door to a provider: sends bytes as they are and follows nothing. No redirects, no cookies, no retries of its
 * own, no compression, no headers beyond those given and what HTTP needs. Thread-safe; the owner closes it.
 */
final class UpstreamClient implements AutoCloseable {

    private static final ContentType JSON = ContentType.create("application/json");
    private static final TimeValue CHECK_AFTER = TimeValue.ofSeconds(1);
    private static final TimeValue KEEP_IDLE = TimeValue.ofSeconds(30);

    private final String provider;
    private final CloudProperties.Limits limits;
    private final CloseableHttpClient client;
    private final ScheduledThreadPoolExecutor timer;

    private UpstreamClient(String provider, CloudProperties.Limits limits, CloseableHttpClient client) {
        this.provider = provider;
        this.limits = limits;
        this.client = client;
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("deadlines-" + provider).factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Connects to nothing yet. */
    static UpstreamClient open(String provider, CloudProperties.Limits limits, int connections) {
        Timeout connect = Timeout.of(limits.connectTimeout());
        var pool = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(connections)
                .setMaxConnTotal(connections)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setValidateAfterInactivity(CHECK_AFTER)
                        .build())
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(connect).build())
                .setDefaultSocketConfig(
                        SocketConfig.custom().setTcpNoDelay(true).build())
                .build();
        CloseableHttpClient client = HttpClients.custom()
                .setConnectionManager(pool)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(connect)
                        .setProtocolUpgradeEnabled(false)
                        .setRedirectsEnabled(false)
                        .build())
                .setUserAgent("weir")
                .evictIdleConnections(KEEP_IDLE)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
        return new UpstreamClient(provider, limits, client);
    }

    String provider() {
        return provider;
    }

    /**
     * Sends a JSON body and returns once the head of the answer is there. The receiver closes the exchange. A client that
     * leaves ends it at any point.
     *
     * @throws UpstreamFailure if no answer came
     */
    UpstreamExchange post(
            URI address,
            Map<String, String> headers,
            byte[] body,
            UpstreamExchange.Form form,
            ClientPresence presence) {
        HttpPost request = new HttpPost(address);
        headers.forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(body, JSON));
        presence.onGone(request::abort);
        Deadline deadline = new Deadline(timer, request::abort, limits.answerTimeout());
        deadline.arm(
                form == UpstreamExchange.Form.STREAM ? limits.firstTokenTimeout() : limits.answerTimeout(),
                "sent no answer within ");
        try {
            HttpHost host = new HttpHost(address.getScheme(), address.getHost(), address.getPort());
            ClassicHttpResponse response = client.executeOpen(host, request, null);
            return new UpstreamExchange(provider, limits, request, response, new Ending(deadline, presence));
        } catch (IOException | RuntimeException e) {
            request.abort();
            deadline.disarm();
            throw failure(e, new Ending(deadline, presence));
        }
    }

    private UpstreamFailure failure(Exception cause, Ending ending) {
        Optional<UpstreamFailure> ours = ending.ofOurs(provider);
        if (ours.isPresent()) {
            return ours.get();
        }
        return switch (cause) {
            case ConnectTimeoutException _ ->
                new UpstreamFailure(Kind.NOT_CONNECTED, name() + "did not accept a connection in time");
            case ConnectException _, UnknownHostException _, NoRouteToHostException _ ->
                new UpstreamFailure(Kind.NOT_CONNECTED, name() + "cannot be reached; check its `base-url`");
            case SSLHandshakeException _ ->
                new UpstreamFailure(Kind.NOT_CONNECTED, name() + "offers no TLS that this machine trusts");
            default -> new UpstreamFailure(Kind.BROKEN, name() + "broke the connection off without an answer");
        };
    }

    private String name() {
        return "provider `" + provider + "` ";
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
        timer.shutdownNow();
    }
}
