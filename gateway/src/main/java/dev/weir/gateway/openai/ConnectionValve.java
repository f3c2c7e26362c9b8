package dev.weir.gateway.openai;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Carries the question of {@link WatchfulProtocol}, whether the client is gone, into the servlet request. */
final class ConnectionValve extends ValveBase {

    private static final String ATTRIBUTE = ConnectionValve.class.getName();

    ConnectionValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        WatchfulProtocol.goneProbe(request.getCoyoteRequest())
                .ifPresent(probe -> request.setAttribute(ATTRIBUTE, probe));
        getNext().invoke(request, response);
    }

    /** The probe of this request, under the same rules; empty where the server can't tell. */
    static Optional<BooleanSupplier> goneProbe(ServletRequest request) {
        return Optional.ofNullable(request.getAttribute(ATTRIBUTE))
                .filter(BooleanSupplier.class::isInstance)
                .map(BooleanSupplier.class::cast);
    }
}
