package dev.weir.gateway.security;

import dev.weir.gateway.error.ErrorWriter;
import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.error.GatewayException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;

/** The answers to those who may not come in. None repeats what was sent. */
final class Denials {

    private Denials() {}

    static void missingKey(HttpServletRequest request, HttpServletResponse response) throws IOException {
        unauthorised(request, response, "No API key came with this request. Send it as `Authorization: Bearer <key>`.");
    }

    static void wrongKey(HttpServletRequest request, HttpServletResponse response) throws IOException {
        unauthorised(request, response, "This API key is not known here. `./weir key` prints the bootstrap key.");
    }

    static void forbidden(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ErrorWriter.write(
                request,
                response,
                GatewayException.of(
                        GatewayErrorCode.PERMISSION_DENIED,
                        "This needs an admin key or, from the console, a signed-in session and the header x-weir-csrf."));
    }

    /** As if nothing were there: whatever no rule opens stays invisible. */
    static void nothingHere(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ErrorWriter.write(
                request,
                response,
                GatewayException.of(GatewayErrorCode.NOT_FOUND, "There is nothing at this URL. Check its path."));
    }

    private static void unauthorised(HttpServletRequest request, HttpServletResponse response, String message)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        ErrorWriter.write(request, response, GatewayException.of(GatewayErrorCode.INVALID_API_KEY, message));
    }
}
