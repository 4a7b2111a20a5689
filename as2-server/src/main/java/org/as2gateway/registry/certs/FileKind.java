package org.as2gateway.registry.certs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.bc.ObjectStore;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.CertificateList;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Names what a file is that is none of those expected, so that the sender can be asked well. */
final class FileKind {
  static final String JAVA_KEY_STORE =
      "a Java key store: convert it with 'keytool -importkeystore -deststoretype PKCS12'";

  private static final String PRIVATE_KEY = "a private key";
  private static final String ENCRYPTED_KEY = "a private key under a password";

  /** The kinds that are private keys without a key store. */
  static final Set<String> PRIVATE_KEYS = Set.of(PRIVATE_KEY, ENCRYPTED_KEY);

  private static final int HEAD_BYTES = 200;
  private static final Map<String, String> MAGIC = new LinkedHashMap<>();
  private static final Map<String, String> BEGINNINGS = new LinkedHashMap<>();
  private static final Map<String, String> LABELS = new LinkedHashMap<>();
  private static final Map<String, Shape> SHAPES = new LinkedHashMap<>();

  static {
    MAGIC.put("feedfeed", JAVA_KEY_STORE);
    MAGIC.put("cececece", JAVA_KEY_STORE);
    MAGIC.put("0000000100000014", "a Bouncy Castle key store (BKS)");
    MAGIC.put("0000000200000014", "a Bouncy Castle key store (BKS)");
    MAGIC.put("504b0304", "a ZIP archive: unpack it first");
    MAGIC.put("1f8b", "a gzip archive: unpack it first");
    MAGIC.put("377abcaf", "a 7-Zip archive: unpack it first");
    MAGIC.put("25504446", "a PDF document");
    MAGIC.put("d0cf11e0", "an Outlook message or Office document: save its attachment");
    MAGIC.put("89504e47", "a picture");
    MAGIC.put("ffd8ff", "a picture");
    BEGINNINGS.put("<!doctype html", "a web page");
    BEGINNINGS.put("<html", "a web page");
    BEGINNINGS.put("ssh-", "an SSH public key");
    BEGINNINGS.put("ecdsa-sha2-", "an SSH public key");
    BEGINNINGS.put("---- begin ssh2", "an SSH public key");
    BEGINNINGS.put("putty-user-key", "a PuTTY private key");
    BEGINNINGS.put("return-path:", "an email: save its attachment");
    BEGINNINGS.put("received:", "an email: save its attachment");
    BEGINNINGS.put("mime-version:", "an email: save its attachment");
    BEGINNINGS.put("from:", "an email: save its attachment");
    LABELS.put("PRIVATE KEY", PRIVATE_KEY);
    LABELS.put("CERTIFICATE REQUEST", "a certificate request, which a CA must sign first");
    LABELS.put("CRL", "a revocation list");
    LABELS.put("PGP", "a PGP key or message");
    LABELS.put("SSH2", "an SSH public key");
    LABELS.put("PUBLIC KEY", "a public key without its certificate");
    LABELS.put("PARAMETERS", "key parameters");
    LABELS.put("PKCS12", "a PKCS #12 key store");
    LABELS.put("ATTRIBUTE CERTIFICATE", "an attribute certificate");
    SHAPES.put(
        "a certificate request, which a CA must sign first", CertificationRequest::getInstance);
    SHAPES.put("a revocation list", CertificateList::getInstance);
    SHAPES.put(PRIVATE_KEY, PrivateKeyInfo::getInstance);
    SHAPES.put(ENCRYPTED_KEY, EncryptedPrivateKeyInfo::getInstance);
    SHAPES.put("a public key without its certificate", SubjectPublicKeyInfo::getInstance);
    SHAPES.put("a Bouncy Castle key store (BCFKS)", ObjectStore::getInstance);
  }

  /** A structure that octets have, or else an unchecked exception is thrown. */
  private interface Shape {
    Object read(Object sequence);
  }

  private FileKind() {}

  /** What a file is, as the end of "it is"; empty if nothing is known of it. */
  static Optional<String> of(byte[] bytes) {
    byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, HEAD_BYTES));
    String hex = HexFormat.of().formatHex(head);
    String text =
        new String(head, StandardCharsets.ISO_8859_1).stripLeading().toLowerCase(Locale.ROOT);
    return first(MAGIC, hex).or(() -> first(BEGINNINGS, text)).or(() -> ofAsn1(bytes));
  }

  private static Optional<String> first(Map<String, String> kinds, String text) {
    return kinds.entrySet().stream()
        .filter(kind -> text.startsWith(kind.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** What a block of PEM with that label is, as the end of "it holds". */
  static String ofLabel(String label) {
    return LABELS.entrySet().stream()
        .filter(kind -> label.contains(kind.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("'" + label + "'");
  }

  private static Optional<String> ofAsn1(byte[] bytes) {
    try (ASN1InputStream in = new ASN1InputStream(bytes)) {
      if (!(in.readObject() instanceof ASN1Sequence sequence)) {
        return Optional.empty();
      }
      if (sequence.size() > 2
          && sequence.getObjectAt(0) instanceof ASN1Integer
          && !(sequence.getObjectAt(1) instanceof ASN1Sequence)) {
        return Optional.of(PRIVATE_KEY); // PKCS #1, SEC 1
      }
      return SHAPES.entrySet().stream()
          .filter(kind -> hasShape(kind.getValue(), sequence))
          .map(Map.Entry::getKey)
          .findFirst();
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return Optional.empty(); // whatever else it is
    }
  }

  private static boolean hasShape(Shape shape, ASN1Sequence sequence) {
    try {
      return shape.read(sequence) != null;
    } catch (RuntimeException | StackOverflowError e) {
      return false; // some other structure
    }
  }
}
