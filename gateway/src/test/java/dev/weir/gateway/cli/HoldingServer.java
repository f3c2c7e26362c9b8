package dev.weir.gateway.cli;

import java.net.URI;
import java.nio.file.Path;

/** A process of its own that holds a data folder as a server does, and answers nothing. */
final class HoldingServer {

    private HoldingServer() {}

    public static void main(String[] arguments) throws Exception {
        RunFile.Hold hold = new RunFile(Path.of(arguments[0])).tryHold().orElseThrow();
        hold.tell(URI.create("http://127.0.0.1:1"));
        System.out.print('h');
        System.out.flush();
        Thread.sleep(Long.MAX_VALUE);
    }
}
