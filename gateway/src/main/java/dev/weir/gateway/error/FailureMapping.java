package dev.weir.gateway.error;

import jakarta.validation.ConstraintViolationException;
import java.util.Optional;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.multipart.MultipartException;

/** What an exception or a bare HTTP status means to the client. */
final class FailureMapping {

    private FailureMapping() {}

    /** Empty for what nobody foresaw. */
    static Optional<GatewayException> of(Throwable exception) {
        return switch (exception) {
            case GatewayException known -> Optional.of(known);
            case ErrorResponse answer -> Optional.of(of(answer.getStatusCode().value()));
            case TypeMismatchException _,
                    HttpMessageNotReadableException _,
                    ConstraintViolationException _,
                    MultipartException _ -> Optional.of(of(400));
            default -> Optional.empty();
        };
    }

    static GatewayException of(int status) {
        return switch (status) {
            case 401 -> GatewayException.of(GatewayErrorCode.INVALID_API_KEY, "An API key is needed here.");
            case 403 -> GatewayException.of(GatewayErrorCode.PERMISSION_DENIED, "This key has no right to do that.");
            case 404 ->
                GatewayException.of(GatewayErrorCode.NOT_FOUND, "There is nothing at this URL. Check its path.");
            case 405 ->
                GatewayException.of(
                        GatewayErrorCode.METHOD_NOT_ALLOWED,
                        "This URL does not take that method. The Allow header names those it takes.");
            case 413 -> GatewayException.of(GatewayErrorCode.REQUEST_TOO_LARGE, "The request is too large.");
            case 415 ->
                GatewayException.of(
                        GatewayErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send the body with Content-Type application/json.");
            case 503 -> GatewayException.of(GatewayErrorCode.OVERLOADED, "The server is busy. Try again later.");
            default ->
                status >= 400 && status < 500
                        ? GatewayException.of(GatewayErrorCode.INVALID_REQUEST, "The request is not valid.")
                        : internal();
        };
    }

    static GatewayException internal() {
        return GatewayException.of(
                GatewayErrorCode.INTERNAL_ERROR,
                "The gateway failed on this request. Give the x-request-id to whoever runs it.");
    }
}
