package dev.weir.gateway.cli;

import dev.weir.gateway.WeirApplication;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

/** The gateway in this process, until it's told to end. */
final class ForegroundServer {

    private final Surroundings surroundings;
    private final ServerStart start;

    ForegroundServer(Surroundings surroundings, ServerStart start) {
        this.surroundings = surroundings;
        this.start = start;
    }

    /** Starts the gateway, says where it is, and returns when it has ended. */
    int run() throws IOException, InterruptedException {
        RunFile.Hold hold = new RunFile(start.folders().data())
                .tryHold()
                .orElseThrow(() -> CommandFailure.failed(
                        "another Weir just started on " + start.folders().data(), "stop it with `weir down`"));
        hold.tell(null);
        CountDownLatch closed = new CountDownLatch(1);
        // runs after Spring has closed everything, so that the data folder is free only then
        SpringApplication.getShutdownHandlers().add(() -> release(hold));
        ConfigurableApplicationContext context = startSpring(closed, hold);
        int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        URI base = start.address().url(port);
        hold.tell(base);
        surroundings.out().println(start.readyBlock(base.toString()));
        closed.await();
        return ExitCode.OK;
    }

    private ConfigurableApplicationContext startSpring(CountDownLatch closed, RunFile.Hold hold) {
        AtomicReference<@Nullable ConfigurableApplicationContext> failedContext = new AtomicReference<>();
        ApplicationListener<ApplicationFailedEvent> onFailure =
                event -> failedContext.set(event.getApplicationContext());
        ApplicationListener<ContextClosedEvent> onClose = event -> {
            if (event.getApplicationContext().getParent() == null) {
                closed.countDown();
            }
        };
        try {
            return WeirApplication.start(start.springArguments(), start.springDefaults(), List.of(onFailure, onClose));
        } catch (RuntimeException | Error e) {
            release(hold);
            throw StartupFailure.explain(e, failedContext.get());
        }
    }

    private static void release(RunFile.Hold hold) {
        try {
            hold.release();
        } catch (IOException e) {
            // the lock goes with the process; the stale pid file is recognised by that
        }
    }
}
