package dev.weir.gateway.error;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes a failure as an HTTP answer, whatever the client's {@code Accept} says. */
public final class ErrorWriter {

    /** What {@code Retry-After} says, in seconds. */
    private static final long RETRY_AFTER_SECONDS = 2;

    private ErrorWriter() {}

    /** Writes with the code's own status. */
    public static void write(HttpServletRequest request, HttpServletResponse response, GatewayException failure)
            throws IOException {
        write(request, response, failure, failure.code().status());
    }

    /** Writes with another status of the same meaning. Does nothing where the answer has already begun. */
    static void write(HttpServletRequest request, HttpServletResponse response, GatewayException failure, int status)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(status);
        String requestId = RequestId.of(request);
        response.setHeader(RequestId.HEADER, requestId);
        switch (failure.code().retry()) {
            case NEVER -> response.setHeader("x-should-retry", "false");
            case LATER -> response.setHeader("Retry-After", Long.toString(waitSeconds(failure)));
        }
        boolean admin = isAdmin(request);
        byte[] body =
                ErrorBody.bytes(admin ? ErrorBody.problem(failure, status, requestId) : ErrorBody.openAi(failure));
        response.setContentType(admin ? "application/problem+json" : "application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    /** What the failure asks for, rounded up to whole seconds (RFC 9110, 10.2.3). */
    private static long waitSeconds(GatewayException failure) {
        return failure.retryAfter()
                .map(wait -> Math.ceilDiv(wait.toMillis(), 1000L))
                .orElse(RETRY_AFTER_SECONDS);
    }

    private static boolean isAdmin(HttpServletRequest request) {
        Object original = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String path = original instanceof String uri ? uri : request.getRequestURI();
        return path.startsWith("/api/");
    }
}
