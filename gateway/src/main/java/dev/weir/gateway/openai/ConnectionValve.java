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
        // A pipelined request is counted at the first look alone, since it then lies in the buffer; an end at each.
        boolean first = readAhead(connection);
        boolean second = readAhead(connection);
        return first && second;
    }

    private static boolean readAhead(org.apache.coyote.Request connection) {
        connection.action(ActionCode.AVAILABLE, true);
        return connection.getAvailable() > 0;
    }
}
