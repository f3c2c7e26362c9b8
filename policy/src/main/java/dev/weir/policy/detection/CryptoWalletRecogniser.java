package dev.weir.policy.detection;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Wallets: Bitcoin (Base58Check, and Bech32 of BIP 173 and 350) by their check sums, Ethereum by its form. */
final class CryptoWalletRecogniser implements EntityRecogniser {

    private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final String BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int BECH32M = 0x2bc830a3;
    private static final int MIN = 26;
    private static final int MAX = 62;

    @Override
    public String name() {
        return "crypto-wallet";
    }

    @Override
    public Set<Entity> entities() {
        return Set.of(StandardEntities.CRYPTO_WALLET);
    }

    @Override
    public List<Match> recognise(String text) {
        var found = new ArrayList<Match>();
        for (int i = 0; i + MIN <= text.length(); ) {
            if (!Characters.isAlphanumeric(text.charAt(i))) {
                i++;
                continue;
            }
            int end = i;
            while (end < text.length() && Characters.isAlphanumeric(text.charAt(end))) {
                end++;
            }
            if (end - i >= MIN && end - i <= MAX && "13b0B".indexOf(text.charAt(i)) >= 0) {
                String word = text.substring(i, end);
                if (isWallet(word)) {
                    found.add(new Match(StandardEntities.CRYPTO_WALLET, i, end, 0.9, name(), "form and check sum"));
                }
            }
            i = end + 1;
        }
        return found;
    }

    private static boolean isWallet(String word) {
        if (word.startsWith("0x")) {
            return word.length() == 42 && word.chars().skip(2).allMatch(c -> Character.digit(c, 16) >= 0);
        }
        String lower = word.toLowerCase(Locale.ROOT);
        return lower.startsWith("bc1") ? isBech32(lower) : word.length() <= 35 && isBase58Check(word);
    }

    private static boolean isBase58Check(String word) {
        BigInteger value = BigInteger.ZERO;
        for (int i = 0; i < word.length(); i++) {
            int digit = BASE58.indexOf(word.charAt(i));
            if (digit < 0) {
                return false;
            }
            value = value.multiply(BigInteger.valueOf(58)).add(BigInteger.valueOf(digit));
        }
        byte[] bytes = value.toByteArray();
        byte[] address = new byte[25];
        int from = Math.max(0, bytes.length - address.length);
        System.arraycopy(bytes, from, address, address.length - (bytes.length - from), bytes.length - from);
        byte[] sum = sha256(sha256(Arrays.copyOf(address, 21)));
        return Arrays.equals(Arrays.copyOf(sum, 4), Arrays.copyOfRange(address, 21, 25));
    }

    private static boolean isBech32(String word) {
        // "bc" expanded as BIP 173 says: high bits, zero, low bits.
        int sum = 1;
        for (int value : new int[] {3, 3, 0, 2, 3}) {
            sum = step(sum, value);
        }
        for (int i = 3; i < word.length(); i++) {
            int value = BECH32.indexOf(word.charAt(i));
            if (value < 0) {
                return false;
            }
            sum = step(sum, value);
        }
        return sum == 1 || sum == BECH32M;
    }

    private static int step(int sum, int value) {
        int top = sum >>> 25;
        int next = (sum & 0x1ffffff) << 5 ^ value;
        for (int i = 0; i < GENERATOR.length; i++) {
            next ^= (top >>> i & 1) == 1 ? GENERATOR[i] : 0;
        }
        return next;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
