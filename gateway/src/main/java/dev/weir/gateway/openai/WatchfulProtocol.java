package dev.weir.gateway.openai;

import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's HTTP/1.1 over NIO that can also tell whether a client has closed its side of the connection while its
 * request is worked on; servlets can't ask that. Public because Tomcat makes it by name.
 */
public class WatchfulProtocol extends Http11NioProtocol {

    /** A note of Tomcat's requests that nobody else uses; Tomcat's own are below 10. */
    private static final int NOTE = 23;

    @Override
    protected Processor createProcessor() {
        return new WatchfulProcessor(this, getAdapter());
    }

    /**
     * Asks whether the client of this request is gone. To be asked by one thread at a time, after the body was read to
     * its end and before the request is over. Empty over another protocol.
     */
    static Optional<BooleanSupplier> goneProbe(Request request) {
        return request.getNote(NOTE) instanceof WatchfulProcessor processor
                ? Optional.of(processor::isClientGone)
                : Optional.empty();
    }

    private static final class WatchfulProcessor extends Http11Processor {

        WatchfulProcessor(WatchfulProtocol protocol, Adapter adapter) {
            super(protocol, adapter);
            getRequest().setNote(NOTE, this);
        }

        /** Reads ahead into the socket's own buffer, where a pipelined request waits for its turn. */
        private boolean isClientGone() {
            SocketWrapperBase<?> socket = getSocketWrapper();
            if (socket == null) {
                return true;
            }
            try {
                boolean _ = socket.isReadyForRead();
                return false;
            } catch (IOException endOfInput) {
                return true;
            }
        }
    }
}
