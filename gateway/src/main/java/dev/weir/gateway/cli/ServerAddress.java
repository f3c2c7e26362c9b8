package dev.weir.gateway.cli;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * Where the gateway listens.
 *
 * @param host a name or address of this machine
 * @param port 0 for any that is free
 */
record ServerAddress(String host, int port) {

    private static final int LAST_PORT = 65_535;
    private static final int FIRST_UNPRIVILEGED_PORT = 1024;

    ServerAddress {
        if (port < 0 || port > LAST_PORT) {
            throw CommandFailure.usage("`" + port + "` is no port", "ports go from 0 (any that is free) to 65535");
        }
    }

    /**
     * Makes sure that the address can be listened on, now.
     *
     * @throws CommandFailure if not
     */
    void requireFree() {
        try (ServerSocket socket = new ServerSocket()) {
            // as the server itself does it: the rest of a closed connection doesn't block a port
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (UnknownHostException e) {
            throw CommandFailure.failed(
                    "`" + host + "` has no address", "name an address of this machine with --host", e);
        } catch (BindException e) {
            throw refused(e);
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "cannot listen on " + host + ":" + port + ": " + Failures.reason(e), "choose another --port", e);
        }
    }

    private CommandFailure refused(BindException failure) {
        String reason = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (reason.contains("assign")) {
            return CommandFailure.failed(
                    host + " is no address of this machine", "use --host 127.0.0.1, or 0.0.0.0 for all", failure);
        }
        if (reason.contains("denied") && port < FIRST_UNPRIVILEGED_PORT) {
            return CommandFailure.failed(
                    "port " + port + " needs more rights than this user has", "choose one above 1023", failure);
        }
        return CommandFailure.failed(
                "port " + port + " on " + host + " is in use",
                "stop what uses it, or choose another one: weir up --port " + (port == LAST_PORT ? 8080 : port + 1),
                failure);
    }

    /** The address for a client on this machine. */
    URI url(int actualPort) {
        String name = switch (host) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::", "[::]" -> "[::1]";
            default -> host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        };
        return URI.create("http://" + name + ":" + actualPort);
    }

    /** Whether others than this machine can reach the address. */
    boolean isPublic() {
        try {
            return !InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return true;
        }
    }
}
