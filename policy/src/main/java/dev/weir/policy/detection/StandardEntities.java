package dev.weir.policy.detection;

import dev.weir.policy.detection.Entity.Category;
import java.util.Locale;

/** The entities that Weir finds by itself. Secrets of named vendors are declared beside their rules. */
public final class StandardEntities {

    public static final Entity EMAIL = personal("EMAIL");
    /** A telephone or fax number. */
    public static final Entity PHONE = personal("PHONE");
    /** A payment card number that passes its check digit. */
    public static final Entity CREDIT_CARD = personal("CREDIT_CARD");
    /** ISO 13616 bank account. */
    public static final Entity IBAN = personal("IBAN");
    /** IPv4 or IPv6 address of a host. */
    public static final Entity IP_ADDRESS = personal("IP_ADDRESS");
    /** Name of a natural person. */
    public static final Entity PERSON = personal("PERSON");
    /** Street address, with town and code where they follow. */
    public static final Entity ADDRESS = personal("ADDRESS");
    /** Date that a word before it makes one of birth. */
    public static final Entity DATE_OF_BIRTH = personal("DATE_OF_BIRTH");
    /** Any other date or time stamp. */
    public static final Entity DATE = personal("DATE");
    /** Address on the web. */
    public static final Entity URL = personal("URL");
    /** Path below somebody's home folder, with the account's name. */
    public static final Entity HOME_PATH = personal("HOME_PATH");
    /** Hardware address of a network card. */
    public static final Entity MAC_ADDRESS = personal("MAC_ADDRESS");
    /** Address that holds cryptocurrency. */
    public static final Entity CRYPTO_WALLET = personal("CRYPTO_WALLET");
    /** Latitude and longitude. */
    public static final Entity COORDINATES = personal("COORDINATES");
    /** What somebody suffers from, as a text says about a person. */
    public static final Entity HEALTH_CONDITION = new Entity("HEALTH_CONDITION", Category.HEALTH);
    /** Number of a patient, a medical record or a health insurance. */
    public static final Entity HEALTH_RECORD = new Entity("HEALTH_RECORD", Category.HEALTH);
    /** ICD-10 code named as a diagnosis. */
    public static final Entity DIAGNOSIS_CODE = new Entity("DIAGNOSIS_CODE", Category.HEALTH);
    /** PEM or PGP block of a private key. */
    public static final Entity PRIVATE_KEY = secret("PRIVATE_KEY");
    /** Signed JSON Web Token (RFC 7519). */
    public static final Entity JWT = secret("JWT");
    /** URL or connection string that holds a password. */
    public static final Entity CREDENTIAL_URL = secret("CREDENTIAL_URL");
    /** Password, token or key that its context gives away. */
    public static final Entity GENERIC_SECRET = secret("GENERIC_SECRET");

    private StandardEntities() {}

    static Entity secret(String name) {
        return new Entity(name.toUpperCase(Locale.ROOT), Category.SECRET);
    }

    private static Entity personal(String name) {
        return new Entity(name, Category.PERSONAL);
    }
}
