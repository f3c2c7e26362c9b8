package dev.weir.localmodels;

import java.util.Arrays;

/** An immutable sequence of token ids. */
public final class TokenIds {

    private final int[] ids;

    private TokenIds(int[] ids) {
        this.ids = ids;
    }

    /** Copies {@code ids}. */
    public static TokenIds of(int... ids) {
        return new TokenIds(ids.clone());
    }

    public int size() {
        return ids.length;
    }

    public int get(int index) {
        return ids[index];
    }

    /** A copy that the caller owns. */
    public int[] toArray() {
        return ids.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenIds that && Arrays.equals(ids, that.ids);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ids);
    }

    @Override
    public String toString() {
        return Arrays.toString(ids);
    }
}
