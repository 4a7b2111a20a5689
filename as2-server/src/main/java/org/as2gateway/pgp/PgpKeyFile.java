package org.as2gateway.pgp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.as2gateway.as2.keys.CertsException;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;

/**
 * The keys of one file: text (any number of blocks, lines of ours above each) or binary. Whatever
 * the bytes are, they end in keys or in one sentence.
 *
 * @param keys all of them
 */
public record PgpKeyFile(List<Found> keys) {
  private static final String BEGIN = "-----BEGIN PGP ";
  private static final Pattern BLOCK =
      Pattern.compile("(?m)^-----BEGIN PGP (PUBLIC|PRIVATE) KEY BLOCK-----[ \\t]*$");
  private static final int MAX_KEYS = 50;

  /** Copies the list. */
  public PgpKeyFile {
    keys = List.copyOf(keys);
  }

  /** Where a key is in a text: the lines above its block, and the block. */
  private record Place(List<String> lines, int start, int block) {
    static final Place NONE = new Place(List.of(), -1, -1);
  }

  /** A key and the lines of text above it. */
  public static final class Found {
    private final Place place;
    private final PgpKey key;
    private final List<PGPSecretKeyRing> secret;

    private Found(Place place, PgpKey key, List<PGPSecretKeyRing> secret) {
      this.place = place;
      this.key = key;
      this.secret = secret;
    }

    /** The text above it. */
    public List<String> lines() {
      return place.lines;
    }

    /** Where the text above it begins in the file; -1 if it can have none. */
    public int textStart() {
      return place.start;
    }

    /** Where its block begins in the file; -1 if it has none of its own. */
    public int blockStart() {
      return place.block;
    }

    /** The public part. */
    public PgpKey key() {
      return key;
    }

    /** Whether the secret part is with it. */
    public boolean isSecret() {
      return !secret.isEmpty();
    }

    /**
     * The key with its secret part.
     *
     * @throws CertsException if there is none or the pass phrase does not open it
     */
    public PgpOwnKey unlock(char[] passPhrase) throws CertsException {
      return PgpOwnKey.unlock(ring(), passPhrase);
    }

    /**
     * The key with its secret part as text, under a new pass phrase.
     *
     * @throws CertsException if there is none or the pass phrase does not open it
     */
    public String protect(char[] before, char[] after) throws CertsException {
      return PgpOwnKey.protect(ring(), before, after);
    }

    private PGPSecretKeyRing ring() throws CertsException {
      if (secret.isEmpty()) {
        throw new CertsException("it is a public key, expected a secret one");
      }
      return secret.get(0);
    }
  }

  /** Whether the bytes look like OpenPGP keys, damaged or not. */
  public static boolean isKeys(byte[] bytes) {
    if (bytes.length > 0 && (bytes[0] & 0x80) != 0) {
      int tag = (bytes[0] & 0x40) == 0 ? (bytes[0] & 0x3f) >> 2 : bytes[0] & 0x3f;
      return tag == 5 || tag == 6;
    }
    return new String(bytes, StandardCharsets.ISO_8859_1).contains(BEGIN);
  }

  /**
   * Reads a file.
   *
   * @throws CertsException if there is no key in it or it is damaged
   */
  public static PgpKeyFile parse(byte[] bytes) throws CertsException {
    try {
      List<Found> keys = new ArrayList<>();
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      if (text.contains(BEGIN)) {
        readArmored(text, keys);
      } else {
        readBinary(new ByteArrayInputStream(bytes), Place.NONE, keys);
      }
      if (keys.isEmpty()) {
        throw new CertsException(
            "it contains no OpenPGP key, expected the output of 'gpg --armor --export'");
      }
      return new PgpKeyFile(keys);
    } catch (IOException | RuntimeException | StackOverflowError e) { // answers to odd bytes
      throw new CertsException("it is damaged or not an OpenPGP key", e);
    }
  }

  private static void readArmored(String text, List<Found> keys)
      throws IOException, CertsException {
    List<Integer> starts = BLOCK.matcher(text).results().map(m -> m.start()).toList();
    if (starts.isEmpty()) {
      throw new CertsException(
          "it is an OpenPGP message or signature, expected a block that begins with"
              + " 'BEGIN PGP PUBLIC KEY BLOCK'");
    }
    int above = 0;
    for (int start : starts) {
      int end = text.indexOf("-----END PGP ", start);
      int stop = end < 0 ? text.length() : Math.max(end, text.indexOf("-----", end + 13) + 5);
      if (end < 0) {
        throw new CertsException("a key block has no END line; copy the whole block");
      }
      byte[] block = text.substring(start, stop).getBytes(StandardCharsets.ISO_8859_1);
      Place place = new Place(text.substring(above, start).lines().toList(), above, start);
      try (ArmoredInputStream in = new ArmoredInputStream(new ByteArrayInputStream(block))) {
        readBinary(in, place, keys);
      }
      above = stop;
    }
  }

  private static void readBinary(InputStream in, Place place, List<Found> keys)
      throws IOException, CertsException {
    PGPObjectFactory objects = new BcPGPObjectFactory(in);
    Place above = place;
    for (Object one = objects.nextObject(); one != null; one = objects.nextObject()) {
      if (one instanceof PGPPublicKeyRing ring) {
        keys.add(new Found(above, PgpKey.of(ring), List.of()));
      } else if (one instanceof PGPSecretKeyRing ring) {
        keys.add(new Found(above, PgpKey.of(Keys.publicPart(ring)), List.of(ring)));
      } else {
        throw new CertsException("it contains other OpenPGP data, expected keys only");
      }
      above = Place.NONE;
      if (keys.size() > MAX_KEYS) {
        throw new CertsException("it contains more than " + MAX_KEYS + " keys; export fewer");
      }
    }
  }
}
