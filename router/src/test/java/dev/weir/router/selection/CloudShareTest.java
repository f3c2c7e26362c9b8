package dev.weir.router.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeping the share of cloud calls. */
class CloudShareTest {

    private static final int REQUESTS = 5_000;

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.05, 0.3, 0.5, 1})
    void admits_anyRequestsInAnyOrder_neverMoreThanTheShareOfAWindow(double share) {
        Random random = new Random(7);
        CloudShare shares = new CloudShare();
        List<Boolean> admitted = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            // Drifts, and has ties.
            double difficulty = Math.round(10 * (0.5 * random.nextDouble() + 0.5 * i / REQUESTS)) / 10.0;
            admitted.add(shares.admits(difficulty, share));
            int from = Math.max(0, admitted.size() - CloudShare.WINDOW);
            long room = admitted.subList(from, admitted.size()).stream()
                    .filter(it -> it)
                    .count();
            assertThat(room).isLessThanOrEqualTo((long) Math.floor(share * (admitted.size() - from)));
        }
    }

    @Test
    void admits_steadyTraffic_theHardestHaveRoomAndTheShareIsUsed() {
        Random random = new Random(8);
        CloudShare shares = new CloudShare();
        int hard = 0;
        int admitted = 0;
        for (int i = 0; i < REQUESTS; i++) {
            double difficulty = random.nextDouble();
            if (shares.admits(difficulty, 0.2)) {
                admitted++;
                hard += difficulty >= 0.7 ? 1 : 0;
            }
        }
        assertThat(admitted).isBetween(REQUESTS * 17 / 100, REQUESTS * 20 / 100);
        assertThat(hard).isGreaterThan(admitted * 95 / 100);
    }

    @Test
    void admits_wholeShare_everythingHasRoom() {
        CloudShare shares = new CloudShare();
        for (int i = 0; i < 100; i++) {
            assertThat(shares.admits(0.1, 1)).isTrue();
        }
    }

    @Test
    void stays_easyRequests_makeRoomForHardOnes() {
        CloudShare shares = new CloudShare();
        for (int i = 0; i < 9; i++) {
            shares.stays(0.1);
        }
        assertThat(shares.admits(0.9, 0.1)).isTrue();
        assertThat(shares.admits(0.9, 0.1)).isFalse();
    }

    @Test
    void admits_manyAtOnce_shareKept() {
        CloudShare shares = new CloudShare();
        AtomicInteger admitted = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CloudShare.WINDOW; i++) {
                threads.execute(() -> admitted.addAndGet(shares.admits(0.9, 0.25) ? 1 : 0));
            }
        }
        assertThat(admitted).hasValue(CloudShare.WINDOW / 4);
    }
}
