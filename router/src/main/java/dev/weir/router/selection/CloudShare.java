package dev.weir.router.selection;

import java.util.Arrays;

/**
 * Keeps the share of requests that go to the cloud: of the latest ones the hardest have room, and never more of them than
 * the share. Each request is compared with those before it, so that nothing needs to be known of those to come; the share
 * is kept from the first request on. Knows no content. Thread-safe.
 */
public final class CloudShare {

    /** How many of the latest requests count. */
    static final int WINDOW = 1_000;

    /** By time: the oldest is overwritten next, once all places are taken. */
    private final double[] difficulties = new double[WINDOW];

    private final boolean[] admitted = new boolean[WINDOW];
    /** The same difficulties in their order. */
    private final double[] sorted = new double[WINDOW];

    private int count;
    private int next;
    private int admissions;

    /**
     * Whether a request that is hard enough for the cloud has room there; it counts from now on, whatever becomes of it.
     *
     * @param difficulty 0 to 1
     * @param share how many of the latest requests may have room, 0 to 1
     */
    public synchronized boolean admits(double difficulty, double share) {
        forgetOldest();
        boolean room = admissions + 1 <= share * (count + 1) && difficulty >= leastOfShare(share);
        remember(difficulty, room);
        return room;
    }

    /** Counts a request that stays on the edge since it is easy. */
    public synchronized void stays(double difficulty) {
        forgetOldest();
        remember(difficulty, false);
    }

    /** The least difficulty among the share of the latest requests that is hardest. */
    private double leastOfShare(double share) {
        int hardest = (int) Math.floor(share * count);
        return hardest == 0 ? 0 : sorted[count - hardest];
    }

    private void forgetOldest() {
        if (count < WINDOW) {
            return;
        }
        int place = Arrays.binarySearch(sorted, 0, count, difficulties[next]);
        System.arraycopy(sorted, place + 1, sorted, place, count - place - 1);
        count--;
        admissions -= admitted[next] ? 1 : 0;
    }

    private void remember(double difficulty, boolean room) {
        int found = Arrays.binarySearch(sorted, 0, count, difficulty);
        int place = found < 0 ? -found - 1 : found;
        System.arraycopy(sorted, place, sorted, place + 1, count - place);
        sorted[place] = difficulty;
        count++;
        difficulties[next] = difficulty;
        admitted[next] = room;
        admissions += room ? 1 : 0;
        next = (next + 1) % WINDOW;
    }
}
