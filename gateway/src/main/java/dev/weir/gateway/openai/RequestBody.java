package dev.weir.gateway.openai;

import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.error.GatewayException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import org.springframework.http.HttpHeaders;

/** Takes a request's body from the wire: media type, size, bytes. */
final class RequestBody {

    private RequestBody() {}

    /** @throws GatewayException for another media type (415) or more than {@code limit} bytes (413) */
    static byte[] read(HttpServletRequest request, long limit) {
        requireJson(request);
        if (request.getContentLengthLong() > limit) {
            throw tooLarge(limit);
        }
        try {
            byte[] body = request.getInputStream().readNBytes(Math.toIntExact(limit + 1));
            if (body.length > limit) {
                throw tooLarge(limit);
            }
            return body;
        } catch (IOException e) {
            // broken chunking, a timeout, or a client that left: nobody is served by more detail
            throw GatewayException.causedBy(
                    e, GatewayErrorCode.INVALID_REQUEST, "The body ended early or is not correctly chunked.");
        }
    }

    private static void requireJson(HttpServletRequest request) {
        String type = request.getContentType();
        String essence = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!essence.equals("application/json")) {
            throw GatewayException.of(
                    GatewayErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send the body with Content-Type application/json.");
        }
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
            throw GatewayException.of(
                    GatewayErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send the body without Content-Encoding.");
        }
    }

    private static GatewayException tooLarge(long limit) {
        return GatewayException.of(
                GatewayErrorCode.REQUEST_TOO_LARGE, "The body is larger than the limit of %d bytes.".formatted(limit));
    }
}
