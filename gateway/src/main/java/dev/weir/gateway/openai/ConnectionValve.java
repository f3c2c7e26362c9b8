package dev.weir.gateway.openai;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Lets a request find out whether its client has closed the connection, which servlets can't. Tomcat reads ahead
 * without blocking: at the end of the input it reports data that isn't there.
 */
final class ConnectionValve extends ValveBase {

    private static final String ATTRIBUTE = ConnectionValve.class.getName();

    ConnectionValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        org.apache.coyote.Request connection = request.getCoyoteRequest();
        request.setAttribute(ATTRIBUTE, (BooleanSupplier) () -> closed(connection));
        getNext().invoke(request, response);
    }

    /**
     * Whether the client of this request has closed its side. To be asked only after the body was read to its end,
     * while the request is being worked on, and by one thread at a time. Empty where the server can't tell.
     */
    static Optional<BooleanSupplier> closedProbe(ServletRequest request) {
        return Optional.ofNullable(request.getAttribute(ATTRIBUTE))
                .filter(BooleanSupplier.class::isInstance)
                .map(BooleanSupplier.class::cast);
    }

    private static boolean closed(org.apache.coyote.Request connection) {
        // a pipelined request lies in the buffer, where it is seen without reading too; the end of the input does not
        return available(connection, true) && !available(connection, false);
    }

    private static boolean available(org.apache.coyote.Request connection, boolean readAhead) {
        connection.action(ActionCode.AVAILABLE, readAhead);
        return connection.getAvailable() > 0;
    }
}
