package dev.weir.gateway.error;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.ErrorResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Answers every exception that leaves a controller and that no {@code @ExceptionHandler} takes. Logs the class of the
 * unforeseen ones, never their message.
 */
final class ErrorResponder implements HandlerExceptionResolver {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorResponder.class);

    @Override
    public ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception exception) {
        GatewayException failure = FailureMapping.of(exception).orElseGet(() -> unforeseen(request, exception));
        if (failure.code() == GatewayErrorCode.INTERNAL_ERROR && failure.getCause() != null) {
            unforeseen(request, failure.getCause());
        }
        if (exception instanceof ErrorResponse answer) {
            Optional.ofNullable(answer.getHeaders().getFirst(HttpHeaders.ALLOW))
                    .ifPresent(methods -> response.setHeader(HttpHeaders.ALLOW, methods));
        }
        try {
            ErrorWriter.write(request, response, failure);
        } catch (IOException clientLeft) {
            LOG.debug("{}: the client left before its error", RequestId.of(request));
        }
        return new ModelAndView();
    }

    private static GatewayException unforeseen(HttpServletRequest request, Throwable exception) {
        // INVARIANT: an exception's message may quote the request, so only classes and places are logged.
        StackTraceElement[] trace = exception.getStackTrace();
        LOG.error(
                "{}: {} at {}",
                RequestId.of(request),
                exception.getClass().getName(),
                trace.length == 0 ? "an unknown place" : trace[0]);
        return FailureMapping.internal();
    }
}
