package dev.weir.gateway.cli;

import dev.weir.localmodels.catalog.ProgressListener;
import dev.weir.localmodels.catalog.PullEvent;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Tells how a pull goes: a bar that is redrawn on a terminal, a line for every tenth elsewhere. What it shows never
 * goes back, even where a source starts again.
 */
final class PullReporter implements ProgressListener {

    private static final int BAR_CELLS = 24;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MEGABYTE = 1e6;
    private static final long REDRAW_NANOS = 100_000_000;

    private final String model;
    private final PrintStream err;
    private final boolean terminal;
    private final LongSupplier nanoTime;

    private long startNanos;
    private long startBytes = -1;
    private long drawnNanos;
    private int shownPercent = -1;
    private boolean barOpen;

    PullReporter(String model, PrintStream err, boolean terminal, LongSupplier nanoTime) {
        this.model = model;
        this.err = err;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
    }

    @Override
    public void on(PullEvent event) {
        switch (event) {
            case PullEvent.Transferred moved -> transferred(moved);
            case PullEvent.WaitingForOtherPull waiting -> line("another weir is pulling " + model + "; waiting for it");
            case PullEvent.ReplacingDamaged damaged ->
                line("the file of " + model + " is damaged (" + damaged.reason() + "); pulling it anew");
            case PullEvent.Trying trying -> {
                startBytes = -1;
                String kept = trying.keptBytes() > 0 ? ", going on after " + megabytes(trying.keptBytes()) + " MB" : "";
                line("pulling " + model + " from " + trying.source().label() + kept);
            }
            case PullEvent.Retrying retrying -> {
                startBytes = -1;
                line(retrying.source().label() + ": " + retrying.reason() + "; trying again");
            }
            case PullEvent.SourceFailed failed -> line(failed.source().label() + ": " + failed.reason());
            case PullEvent.Checking checking -> line("checking SHA-256");
        }
    }

    private void transferred(PullEvent.Transferred moved) {
        long now = nanoTime.getAsLong();
        if (startBytes < 0) {
            startBytes = moved.doneBytes();
            startNanos = now;
        }
        int percent = Math.toIntExact(moved.doneBytes() * 100 / Math.max(1, moved.totalBytes()));
        if (percent < shownPercent) {
            return;
        }
        if (terminal) {
            if (percent == 100 || now - drawnNanos >= REDRAW_NANOS) {
                drawnNanos = now;
                shownPercent = percent;
                draw(moved, percent, now);
            }
        } else if (percent / 10 > shownPercent / 10 && percent >= 10) {
            shownPercent = percent;
            err.println(model + "  " + percent / 10 * 10 + " %  " + amounts(moved, now));
        }
    }

    private void draw(PullEvent.Transferred moved, int percent, long now) {
        int filled = percent * BAR_CELLS / 100;
        String bar = "#".repeat(filled) + ".".repeat(BAR_CELLS - filled);
        err.printf(Locale.ROOT, "\r%s  %3d %%  [%s]  %s\u001b[K", model, percent, bar, amounts(moved, now));
        err.flush();
        barOpen = true;
    }

    private String amounts(PullEvent.Transferred moved, long now) {
        double seconds = (now - startNanos) / NANOS_PER_SECOND;
        double perSecond = seconds > 0 ? (moved.doneBytes() - startBytes) / seconds : 0;
        String sofar = megabytes(moved.doneBytes()) + "/" + megabytes(moved.totalBytes()) + " MB";
        if (perSecond <= 0) {
            return sofar;
        }
        long left = Math.round((moved.totalBytes() - moved.doneBytes()) / perSecond);
        return sofar + String.format(Locale.ROOT, "  %.1f MB/s  %d:%02d", perSecond / MEGABYTE, left / 60, left % 60);
    }

    private void line(String text) {
        if (barOpen) {
            err.println();
            barOpen = false;
        }
        err.println(text);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / MEGABYTE);
    }
}
