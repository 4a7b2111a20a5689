package org.as2gateway.registry.certs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.as2.keys.OwnKey;

/** Writes keys, certificates and their lines into the folder of one alias. */
final class AliasWriter {
  private static final int LONGEST_LABEL = 40;

  private final Path folder;

  AliasWriter(Path folder) {
    this.folder = folder;
  }

  /** Writes a certificate as a .pem of its own, below the lines. */
  void writeCertificate(X509Certificate certificate, CertificateLines lines)
      throws IOException, CertsException {
    Files.createDirectories(folder);
    write(folder.resolve(stem(certificate) + ".pem"), certificate, lines);
  }

  /** Writes a key as a .p12 and its certificate, below the lines, as a .pem to hand to partners. */
  void writeKey(OwnKey key, KeyStorePassword password, CertificateLines lines)
      throws IOException, CertsException {
    Files.createDirectories(folder);
    Path keyStore = folder.resolve(stem(key.certificate()) + ".p12");
    if (Files.exists(keyStore)) {
      throw new CertsException("'" + keyStore + "' already exists; move it away first");
    }
    byte[] encoded = OwnKeyFile.encode(key, password);
    // The .pem first: a key that loads before its lines do would be taken for an undated one.
    write(folder.resolve(stem(key.certificate()) + ".pem"), key.certificate(), lines);
    SafeFile.writePrivate(keyStore, encoded);
  }

  private static void write(Path file, X509Certificate certificate, CertificateLines lines)
      throws IOException, CertsException {
    if (Files.exists(file)) {
      throw new CertsException("'" + file + "' already exists; move it away first");
    }
    SafeFile.write(file, PemFile.encode(certificate, lines).getBytes(StandardCharsets.US_ASCII));
  }

  /** A name that tells people which one it is, and is unique by the fingerprint in it. */
  private static String stem(X509Certificate certificate) {
    String subject = certificate.getSubjectX500Principal().getName();
    String label =
        subject
            .replaceAll("(?i)^.*?CN=((\\\\.|[^,\\\\])*).*$", "$1")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    String cut = label.substring(0, Math.min(label.length(), LONGEST_LABEL));
    return (cut.isEmpty() ? "certificate" : cut) + "-" + Fingerprint.brief(certificate);
  }

  /**
   * Sets a line above a certificate, in every .pem that holds it; where none does, in a new one.
   */
  void setLine(X509Certificate certificate, String key, String value)
      throws IOException, CertsException {
    if (!edit(certificate, block -> block.withLine(key, value))) {
      CertificateLines lines = CertificateLines.parse(List.of(key + ": " + value));
      write(folder.resolve(stem(certificate) + ".pem"), certificate, lines);
    }
  }

  /** Removes a line above a certificate, in every .pem that holds it. */
  void removeLine(X509Certificate certificate, String key) throws IOException {
    edit(certificate, block -> block.withoutLine(key));
  }

  /** Changes every .pem that holds the certificate; false if none does. */
  private boolean edit(X509Certificate certificate, UnaryOperator<PemFile.Block> change)
      throws IOException {
    boolean isHeld = false;
    for (Path file : AliasFolder.files(folder)) {
      if (AliasFolder.isCertificateFile(file)) {
        isHeld |= edit(file, certificate, change);
      }
    }
    return isHeld;
  }

  private static boolean edit(
      Path file, X509Certificate certificate, UnaryOperator<PemFile.Block> change)
      throws IOException {
    try {
      byte[] bytes = CertificateFile.bytes(file);
      if (!PemFile.isPem(bytes)) {
        return false;
      }
      PemFile pem = PemFile.parse(bytes);
      List<PemFile.Block> blocks = new ArrayList<>();
      for (PemFile.Block block : pem.blocks()) {
        boolean isMeant = holds(block, certificate);
        blocks.add(isMeant ? change.apply(block) : block);
      }
      if (blocks.equals(pem.blocks())) {
        return holds(pem, certificate);
      }
      SafeFile.write(file, new PemFile(blocks, pem.after()).toBytes());
      return true;
    } catch (CertsException e) {
      return false; // a broken file is left out by loading too, and reported there
    }
  }

  private static boolean holds(PemFile pem, X509Certificate certificate) {
    return pem.blocks().stream()
        .anyMatch(block -> holds(block, certificate)); // the line stood there already
  }

  private static boolean holds(PemFile.Block block, X509Certificate certificate) {
    try {
      return block.mayHoldCertificates() && block.certificates().equals(List.of(certificate));
    } catch (CertsException e) {
      return false; // a broken block is left out by loading too, and reported there
    }
  }
}
