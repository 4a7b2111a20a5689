package org.as2gateway.certs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The certificates of one file: PEM or DER, whatever its name says, any number of them.
 *
 * @param certificates all of them, issuers too
 * @param hasPrivateKey whether a private key, which is not looked at, stands beside them
 */
record CertificateFile(List<Found> certificates, boolean hasPrivateKey) {
  private static final long MAX_BYTES = 1 << 20;

  CertificateFile {
    certificates = List.copyOf(certificates);
  }

  /** A certificate and the lines above it. */
  record Found(X509Certificate certificate, CertificateLines lines) {}

  static byte[] bytes(Path file) throws CertsException {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new CertsException("it is larger than 1 MiB, expected keys or certificates");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new CertsException("it cannot be read, check that it exists, its mode and owner", e);
    }
  }

  static CertificateFile parse(byte[] bytes) throws CertsException {
    if (PemFile.isPem(bytes)) {
      return ofPem(PemFile.parse(bytes));
    }
    if (bytes.length == 0) {
      throw new CertsException("it is empty, expected a certificate");
    }
    return new CertificateFile(
        found(Certificates.decode(der(bytes)), CertificateLines.NONE), false);
  }

  /** Some tools export the Base64 text without BEGIN and END. */
  private static byte[] der(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("\\s", "");
    if (!text.matches("MI[A-Za-z0-9+/]+=*")) {
      return bytes;
    }
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return bytes; // refused below as what it is
    }
  }

  private static CertificateFile ofPem(PemFile pem) throws CertsException {
    List<Found> found = new ArrayList<>();
    boolean hasPrivateKey = false;
    for (PemFile.Block block : pem.blocks()) {
      if (block.isCertificate()) {
        found.add(new Found(first(block), CertificateLines.parse(block.before())));
      } else if (block.isBundle()) {
        found.addAll(found(Certificates.decode(block.content()), CertificateLines.NONE));
      } else {
        hasPrivateKey |= block.isPrivateKey();
      }
    }
    if (found.isEmpty()) {
      throw new CertsException(nothing(pem));
    }
    return new CertificateFile(found, hasPrivateKey);
  }

  /** The certificate of a block; openssl's "trusted" form has more behind it. */
  static X509Certificate first(PemFile.Block block) throws CertsException {
    byte[] content = block.content();
    return block.label().startsWith("TRUSTED")
        ? Certificates.x509(content)
        : Certificates.decode(content).get(0);
  }

  private static String nothing(PemFile pem) {
    List<String> labels = pem.blocks().stream().map(PemFile.Block::label).distinct().toList();
    return pem.blocks().stream().anyMatch(PemFile.Block::isPrivateKey)
        ? "it holds a private key where a certificate was expected: own keys are imported as a"
            + " PKCS #12 file, made by 'openssl pkcs12 -export'"
        : "it holds no certificate, found '" + String.join("', '", labels) + "'";
  }

  private static List<Found> found(List<X509Certificate> certificates, CertificateLines lines) {
    return certificates.stream().map(certificate -> new Found(certificate, lines)).toList();
  }

  /** Whether the octets are a key store of the form that Java used before PKCS #12. */
  static boolean isJks(byte[] bytes) {
    return bytes.length > 4
        && Arrays.equals(
            Arrays.copyOf(bytes, 4),
            new byte[] {(byte) 0xfe, (byte) 0xed, (byte) 0xfe, (byte) 0xed});
  }
}
