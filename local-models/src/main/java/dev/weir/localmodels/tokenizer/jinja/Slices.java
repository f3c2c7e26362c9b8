package dev.weir.localmodels.tokenizer.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Slices of lists, as Python cuts them. */
final class Slices {

    private Slices() {}

    static <T> List<T> take(List<T> items, Optional<Long> from, Optional<Long> to, Optional<Long> step) {
        long stride = step.orElse(1L);
        if (stride == 0) {
            throw new TemplateFailure("a slice has a step of 0");
        }
        int size = items.size();
        long lowest = stride > 0 ? 0 : -1;
        long highest = stride > 0 ? size : size - 1L;
        long start = from.map(value -> place(value, size, lowest, highest)).orElse(stride > 0 ? lowest : highest);
        long end = to.map(value -> place(value, size, lowest, highest)).orElse(stride > 0 ? highest : lowest);
        List<T> taken = new ArrayList<>();
        // No step beyond the size matters, and a smaller one cannot overflow.
        long bounded = Math.clamp(stride, -size - 1L, size + 1L);
        for (long at = start; bounded > 0 ? at < end : at > end; at += bounded) {
            taken.add(items.get((int) at));
        }
        return taken;
    }

    private static long place(long value, int size, long lowest, long highest) {
        return Math.clamp(value < 0 ? value + size : value, lowest, highest);
    }
}
