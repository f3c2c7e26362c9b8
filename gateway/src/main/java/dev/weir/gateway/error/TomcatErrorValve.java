package dev.weir.gateway.error;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests that Tomcat turns down before any servlet sees them, such as a malformed request line. Public because
 * Tomcat makes it by name.
 */
public class TomcatErrorValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        GatewayException failure = FailureMapping.of(status);
        byte[] body = ErrorBody.bytes(ErrorBody.openAi(failure));
        try {
            response.setHeader(RequestId.HEADER, RequestId.fresh());
            response.setHeader("x-should-retry", "false");
            response.setContentType("application/json");
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException | IllegalStateException unwritable) {
            getContainer().getLogger().debug("could not answer a request that Tomcat turned down");
        }
    }
}
